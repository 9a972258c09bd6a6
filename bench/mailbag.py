"""Invented letters to a union: as many as wanted, the same for the same seed. No real letter is in here.

`labelled` gives letters of ten kinds; `others` gives letters of many small matters, which share employers, places and turns of
speech but no problem.
"""

from __future__ import annotations

import random

from unionhall.triage.problems import Told
from unionhall.triage.words import Letter

OPENINGS = (
    "您好，", "主席您好，", "尊敬的领导：", "工会的同志你们好，", "想问一下，", "反映一个情况，", "第一次写信，说得不好请见谅，", "打扰了，", "", "", "", "",
)  # fmt: skip
WISHES = (
    "希望能给个答复。", "请帮忙问一问。", "盼回复，谢谢。", "请工会出面协调一下。", "不知道该找谁，只好写到这里。", "麻烦核实一下。", "谢谢了！", "急等回音。",
    "如果能解决，大家都感激。", "请告诉我们下一步怎么做。", "", "", "",
)  # fmt: skip
SINCE = (
    "从去年冬天开始", "上个月起", "这半年来", "换了承包人以后", "自从搬到新厂区", "春节过后", "入职第一天就", "前几天突然", "已经两年多", "合并以后", "上周三", "每到月底",
)  # fmt: skip
MARKS = (
    "车间主任说要等总部批", "人事让我们自己想办法", "打过两次电话都没有人接", "班组长也不清楚", "有同事因为这个已经走了", "群里问了，没有人回", "别的厂听说早就办好了", "签字的人换了三个",
    "我手里有当时的条子", "当时口头答应过", "名单上漏掉了几个人", "通知贴出来一天就撕了", "财务和仓库互相推", "家里人也跟着着急", "离退休只差几年了", "我们都是外地来的",
)  # fmt: skip
TRADES = (
    "电子", "纺织", "机械", "食品", "物流", "家具", "医药", "建材", "汽配", "印刷", "化工", "冶金", "服装", "酒店", "物业", "环卫", "快递", "矿业", "水务", "燃气",
)  # fmt: skip
_SIGNS = (
    "安百北春长成大德东方飞丰福港高光广桂海和恒宏华吉嘉建江金锦京景康丽林龙隆明南宁鹏平启庆泉荣瑞森山上盛世顺泰天通万旺威文西祥新信兴星旭远云泽正志中众卓"
    "柏澄岱帆岗浩湖槐涧靖坤岚黎菱泸梅沐楠攀浦琪桥榕沙杉苏棠渭梧溪霞湘岩杨沂银颍渝源舟珠"
)

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "报酬": (
        ("工资条", "绩效奖", "计件单价", "提成", "年终奖", "工龄补贴", "全勤奖", "技能津贴", "离职结算", "试用期工资"),
        ("比说好的少了一截", "拖了又拖没有到账", "怎么算的谁也说不清", "被扣得没有道理", "前后两张对不上", "按最低的标准发", "打到了别人的卡上", "说好补发也没有补"),
    ),
    "合同": (
        ("续签", "竞业条款", "解除通知", "岗位调动", "试用期", "派遣协议", "补充条款", "离职证明", "空白合同", "外包转签"),
        ("让我们当场签字不给看", "写的和说的两个样", "一直压着不给本人", "理由只有一句话", "期限被改短了", "没有经过商量", "盖的是另一家的章", "到期了也没有人提"),
    ),
    "保险": (
        ("养老账户", "失业金", "生育津贴", "缴费基数", "补缴手续", "断缴的月份", "退休审核", "转移单", "工龄认定", "医疗账户"),
        ("在系统里查不到", "少记了好几年", "窗口说材料不全", "单位说交了其实没有", "按最低档报的", "卡在两边不动", "打印出来全是空白", "要本人来回跑"),
    ),
    "工伤": (
        ("手指受伤", "腰伤复发", "烫伤", "上班路上被撞", "伤残鉴定", "康复费用", "停工留薪", "护理费", "旧伤", "听力下降"),
        ("单位不肯申报", "报上去没有下文", "只给了几百块了事", "鉴定结果和医院说的不同", "垫的钱要不回来", "休养期间停了工资", "要我们自己证明", "逼着提前上岗"),
    ),
    "休假": (
        ("婚假", "探亲假", "调休单", "病假", "陪产假", "丧假", "法定节日值班", "请假条", "补休", "哺乳时间"),
        ("批了又收回去", "请了就算旷工", "被折成事假扣钱", "攒着不让用", "说人手不够不给", "要提前两个月写", "只有管理层才有", "过年清零了"),
    ),
    "安全": (
        ("叉车通道", "消防门", "脚手架", "配电箱", "行车吊钩", "仓库货架", "焊接作业", "有限空间", "压力表", "夜间照明"),
        ("坏了没有人修", "被货物堵死", "少了检查记录", "过期了还在用", "出过一次险情", "说等检查组来再弄", "没有人看着", "贴了封条又撕开"),
    ),
    "设备": (
        ("打印机", "对讲机", "考勤机", "扫码枪", "空压机", "饮水机", "电梯", "更衣柜", "微波炉", "监控屏"),
        ("三天两头出毛病", "一排只有一台能用", "报修单写了没有人来", "修了又坏", "用的还是十年前的", "声音大得受不了", "一到雨天就停", "被搬走没有还"),
    ),
    "管理": (
        ("晨会", "评优名单", "手机管理", "工号牌", "搜包", "竞聘", "轮岗", "绩效打分", "会议通知", "考勤规则"),
        ("没有公开过标准", "只凭一个人说了算", "占用下班的时间", "说变就变", "对新来的特别严", "罚得太重", "名额早就内定了", "让人下不来台"),
    ),
    "培训": (
        ("电工证复审", "入职培训", "技能比武", "师徒津贴", "夜校报名", "学历补助", "外出学习", "职称评定", "网课学时", "等级考试"),
        ("名额轮不到一线", "费用要自己垫", "时间总和班次撞上", "说算成绩最后没有算", "材料退回来三次", "报上名又取消", "只发了一张空表", "学完也没有用上"),
    ),
    "活动": (
        ("春游", "球赛", "图书角", "慰问品", "生日券", "文艺队", "健身房", "职工书屋", "摄影比赛", "电影票"),
        ("轮到我们班就没有了", "一年也没有办过", "场地被占作仓库", "报名的人太少", "发的东西快过期", "只在总部办", "钥匙不知道在谁那里", "通知得太晚"),
    ),
}  # fmt: skip


def _name(rng: random.Random) -> str:
    return rng.choice(_SIGNS) + rng.choice(_SIGNS)


def _one(rng: random.Random, kind: str, facts: bool) -> Told:
    things, faults = KINDS[kind]
    thing, fault = rng.choice(things), rng.choice(faults)
    employer = f"{_name(rng)}{rng.choice(TRADES)}有限公司" if rng.random() < 0.9 else ""
    site = f"{_name(rng)}{rng.choice(('厂区', '项目部', '门店', '车间', '仓库', '站点', '工地'))}"
    sentences = [f"我在{employer or site}上班", f"{rng.choice(SINCE)}{thing}{fault}"]
    for _n in range(rng.randrange(1, 5)):
        more = rng.random()
        if more < 0.5:
            sentences.append(rng.choice(MARKS))
        elif more < 0.8:
            sentences.append(f"{rng.choice(things)}也是{rng.choice(faults)}")
        else:
            sentences.append(f"找过{_name(rng)}{rng.choice(('经理', '主任', '师傅', '路的服务点', '街道'))}")
    rng.shuffle(sentences)
    title = f"{employer[:4] if rng.random() < 0.4 else ''}{thing}{fault}"[:24] if rng.random() < 0.7 else ""
    letter = Letter(rng.choice(OPENINGS) + "，".join(sentences) + "。" + rng.choice(WISHES), title)
    writer = f"w{rng.getrandbits(60):x}"
    return Told(letter, writer, site, employer or None, kind) if facts else Told(letter, writer)


def others(count: int, *, facts: bool = True, seed: int = 7) -> list[Told]:
    """Letters of many matters; with `facts` each says site, employer and kind."""
    rng = random.Random(seed)
    kinds = list(KINDS)
    return [_one(rng, rng.choice(kinds), facts) for _n in range(count)]


def labelled(count: int, *, seed: int = 8) -> tuple[list[Letter], list[str]]:
    """Letters with their kind; one in twenty bears the wrong one, as in every real mailbag."""
    rng = random.Random(seed)
    kinds = list(KINDS)
    letters, labels = [], []
    for _n in range(count):
        told = _one(rng, rng.choice(kinds), True)
        letters.append(told.letter)
        labels.append(str(told.kind) if rng.random() < 0.95 else rng.choice(kinds))
    return letters, labels
