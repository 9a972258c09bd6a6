"""What do people in the demo say and write? Accounts in workers' own words, and what came of the matters."""

from dataclasses import dataclass

from unionhall.cases.enums import Kind
from unionhall.organisations.enums import Industry

I = Industry  # noqa: E741
ANY = ""
JOBS: dict[str, tuple[str, ...]] = {
    I.MANUFACTURING: ("冲压工", "缝纫工", "质检员", "注塑工", "包装工", "数控操作工", "仓管员"),
    I.CONSTRUCTION: ("木工", "钢筋工", "架子工", "水电工", "抹灰工"),
    I.TRANSPORT: ("骑手", "快递员", "货车司机", "分拣员"),
    I.TRADE: ("收银员", "理货员", "导购", "送货员"),
    I.CATERING: ("服务员", "后厨帮工", "厨师", "洗碗工"),
    I.SERVICES: ("保洁员", "保安", "家政员", "客服"),
    I.INFORMATION: ("测试工程师", "运维工程师", "客服专员", "前端开发"),
    I.EDUCATION_HEALTH: ("保育员", "护士", "培训老师"),
    I.MINING_ENERGY: ("爆破辅助工", "司炉工"),
    I.AGRICULTURE: ("采茶工", "分拣工"),
}


@dataclass(frozen=True)
class Account:
    """A worker's words: {job} {months} {amount} {month} {years} are filled in; `least` and `most` yuan at stake."""

    kind: str
    text: str
    least: int = 0
    most: int = 0
    industry: str = ANY


ACCOUNTS: tuple[Account, ...] = (
    Account(
        Kind.WAGES,
        "我是{job}，{month}月份起厂里就没发过工资，一共拖了{months}个月，{amount}元。问了好几次，财务总说老板在外地，等货款到了就发。房租已经交不上了。",
        6000,
        32000,
        I.MANUFACTURING,
    ),
    Account(
        Kind.WAGES,
        "做{job}的，工程{month}月份就完工了，包工头说甲方没给钱，欠我{amount}元。我手里有工天本，每天都记的，班长也签了字。",
        7000,
        38000,
        I.CONSTRUCTION,
    ),
    Account(
        Kind.WAGES,
        "店里说生意不好，从{month}月起只发一半工资，说年底补。现在店要转让了，老板电话也不接。算下来差我{amount}元。",
        4000,
        15000,
        I.CATERING,
    ),
    Account(
        Kind.WAGES,
        "我干{job}，每个月都被扣“服装费”“培训费”，离职的时候最后一个月工资也不给，总共{amount}元。工资条上写得不清不楚。",
        2000,
        9000,
    ),
    Account(
        Kind.WAGES,
        "加班费一直没有算过。我们{job}每天上十一个小时，一个月休两天，工资条上只有一个总数。我自己算了算，近一年少给了{amount}元。",
        8000,
        42000,
    ),
    Account(
        Kind.WAGES,
        "公司把绩效改了，没跟任何人商量，{month}月我的工资一下少了{amount}元。问人事，说是“新制度”，让我签字，我没签。",
        1500,
        6000,
    ),
    Account(
        Kind.WAGES,
        "超市盘点少了货，店长让我们几个{job}平摊，从{month}月工资里扣，扣完到手连房租都不够。一共扣了{amount}元。",
        1200,
        4800,
        I.TRADE,
    ),
    Account(
        Kind.WAGES,
        "跑车的，平台公司换了承包商，新的不认旧账，{month}月的运费{amount}元没人给。",
        3000,
        16000,
        I.TRANSPORT,
    ),
    Account(
        Kind.CONTRACT,
        "我在这家公司做{job}快{years}年了，一直没签劳动合同，也没给过一张工资条，工资是老板微信转的。现在想要个说法。",
        20000,
        66000,
    ),
    Account(
        Kind.CONTRACT,
        "合同到期了，公司让我跟一家劳务公司重新签，活还是原来的活，说不签就走人。我做{job}{years}年了，这样签工龄还算不算？",
    ),
    Account(Kind.CONTRACT, "签的是空白合同，让我只在最后一页签名，我自己手里没有一份。现在公司说约定的工资比实际低。"),
    Account(
        Kind.CONTRACT,
        "试用期说好两个月，现在已经五个月了还是试用期工资，问就说“再看看”。差额大概{amount}元。",
        1800,
        6000,
    ),
    Account(
        Kind.DISMISSAL,
        "昨天下班前人事找我谈话，说岗位取消了，让我明天不用来了，也没有书面通知。我做{job}{years}年，没犯过错。要求的补偿大约{amount}元。",
        15000,
        72000,
    ),
    Account(Kind.DISMISSAL, "请了三天病假，有医院的假条，回来说我旷工，把我辞了，一分钱没有。", 9000, 36000),
    Account(
        Kind.DISMISSAL,
        "店里说要裁人，让我自己写辞职报告，不写就把我调到六十公里外的分店。我不想写。补偿大约{amount}元。",
        12000,
        40000,
        I.TRADE,
    ),
    Account(
        Kind.DISMISSAL,
        "幼儿园通知下学期不招生了，老师全部“自愿离职”。我们几个{job}都没同意。",
        16000,
        45000,
        I.EDUCATION_HEALTH,
    ),
    Account(
        Kind.DISMISSAL,
        "公司说我考核末位，让我走。考核表我从来没见过，也没签过字。我是{job}，工龄{years}年。",
        20000,
        80000,
        I.INFORMATION,
    ),
    Account(
        Kind.INJURY,
        "{month}月在车间被机器压伤了右手两根手指，老板把我送医院付了钱，但是不肯报工伤，说私了给{amount}元。我想知道该怎么办。",
        20000,
        90000,
        I.MANUFACTURING,
    ),
    Account(
        Kind.INJURY,
        "在工地从架子上摔下来，腰椎骨折，住院三十七天。工头说没签合同不算工伤，医药费还有{amount}元没人付。",
        18000,
        120000,
        I.CONSTRUCTION,
    ),
    Account(
        Kind.INJURY,
        "送货路上被车撞了，交警说对方全责。公司说我是“合作”的，不是员工，不给报工伤。",
        10000,
        60000,
        I.TRANSPORT,
    ),
    Account(
        Kind.INJURY,
        "后厨地滑摔倒，手腕骨折，老板说是我自己不小心。休息一个月，工资一分没有，{amount}元。",
        4000,
        16000,
        I.CATERING,
    ),
    Account(
        Kind.SOCIAL_INSURANCE,
        "上个月去社保查了一下，公司只给我交了八个月，我在这里做{job}已经{years}年了。医保也断过，看病都是自己掏的。",
    ),
    Account(
        Kind.SOCIAL_INSURANCE, "公司让我签一张“自愿放弃社保”的纸，每个月补贴三百块。我怕以后退休没着落，这个纸有用吗？"
    ),
    Account(Kind.SOCIAL_INSURANCE, "社保按最低基数交的，我实际工资高不少。快退休了，想补上差的部分。"),
    Account(
        Kind.HOURS_LEAVE,
        "我们{job}两班倒，一天十二个小时，一个月只休一天，进厂{years}年没休过年休假。请假要扣三天工资。",
        3000,
        14000,
        I.MANUFACTURING,
    ),
    Account(
        Kind.HOURS_LEAVE, "母亲去世请了五天假，公司只批三天，另外两天按旷工扣了{amount}元，还取消了全勤奖。", 800, 2600
    ),
    Account(Kind.HOURS_LEAVE, "{years}年没休过年休假，公司说“不休就算放弃”。我想问能不能折成钱。", 2500, 11000),
    Account(
        Kind.WOMEN,
        "我怀孕四个月，公司把我从办公室调去仓库搬货，工资也降了{amount}元一个月。医生说不能干重活，我把证明交上去了，没人理。",
        1200,
        4000,
    ),
    Account(Kind.WOMEN, "产假回来岗位没有了，让我去做{job}，工资少一半。说不接受就自己走。", 8000, 30000),
    Account(Kind.WOMEN, "孩子才六个月，每天一小时的喂奶时间公司不给，说生产线离不开人。", 0, 0, I.MANUFACTURING),
    Account(
        Kind.SAFETY, "喷漆车间没有排风，口罩一周发一个，好几个人头晕。跟班长说了半年，没动静。", 0, 0, I.MANUFACTURING
    ),
    Account(
        Kind.SAFETY,
        "今年夏天三十八度还让我们在外面干，没有高温津贴，也没有绿豆汤。{months}个月的津贴一共{amount}元。",
        600,
        1800,
        I.CONSTRUCTION,
    ),
    Account(Kind.SAFETY, "保洁要爬高擦外窗，没有安全绳。上个月有人差点掉下去。", 0, 0, I.SERVICES),
    Account(
        Kind.PLATFORM,
        "我是{job}，上个月系统说我“恶意取消”，扣了{amount}元，账号也封了。那几单是商家没出餐，我有截图。",
        400,
        3200,
        I.TRANSPORT,
    ),
    Account(
        Kind.PLATFORM,
        "站长让我们注册成个体户，不然不派单。我们{job}每天十四个小时在线，出了事平台说跟他没关系。",
        0,
        0,
        I.TRANSPORT,
    ),
    Account(
        Kind.PLATFORM, "雨天超时被扣了{amount}元，申诉三次都是机器人回复。想问问有没有人管。", 200, 1500, I.TRANSPORT
    ),
    Account(Kind.OTHER, "公司宿舍漏水三个月了，跟后勤反映没人修，床都是湿的。", 0, 0),
    Account(Kind.OTHER, "离职两个月了，公司不给开离职证明，新单位等着要，再拿不出来就不要我了。"),
    Account(
        Kind.OTHER, "食堂换了承包商，饭菜又贵又少，有人吃坏肚子。我们{job}都在说，没人敢去提。", 0, 0, I.MANUFACTURING
    ),
)

ADVICE: dict[str, tuple[str, ...]] = {
    Kind.WAGES: ("已向职工说明：拖欠期间可先向劳动监察投诉，并列出需要保存的证据；职工据此与单位沟通，单位已补发。",),
    Kind.CONTRACT: ("书面答复：连续用工不因更换签约主体而中断工龄；已代拟致单位的函，单位同意续签并承认工龄。", "已说明双倍工资的起算和时效，帮助职工整理转账记录，单位补签了合同。"),
    Kind.DISMISSAL: ("书面答复：病假不等于旷工；单位收回辞退通知，职工已返岗。", "说明了经济补偿的计算方法，职工自行与单位谈妥，不再需要协助。"),
    Kind.INJURY: ("已帮助职工在一年期限内自行提出工伤认定申请，并列明材料清单；人社部门已受理。",),
    Kind.SOCIAL_INSURANCE: ("已说明“自愿放弃社保”的承诺无效，并把补缴流程写给职工；单位已为其补缴。", "已说明补缴差额的受理窗口和所需材料，职工表示清楚了。"),
    Kind.HOURS_LEAVE: ("已书面说明年休假工资的计算方法，单位同意补休。", "丧假天数依当地规定核对后，单位退还了扣款。"),
    Kind.WOMEN: ("向单位发出提示，单位已恢复哺乳时间，并在车间设了母婴室。", "已向单位说明孕期不得安排重体力劳动，单位调回原岗位，工资照旧。"),
    Kind.SAFETY: ("劳动保护监督员到现场看过，单位装了排风，口罩改为每班一个。", "单位补发高温津贴，并调整了中午的施工时间。"),
    Kind.PLATFORM: ("协助职工把截图交平台申诉，扣款退回，账号恢复。", "把站点的做法反映给行业工会，平台已要求站点停止。"),
    Kind.OTHER: ("单位三天内开出了离职证明。", "与单位后勤约定一周修好，已回访，不漏了。", "食堂换回原承包商，单位设了意见簿。"),
}  # fmt: skip

TERMS: dict[str, tuple[str, ...]] = {
    Kind.WAGES: ("一、单位确认拖欠工资{amount}元；二、{pay}；三、逾期不付，职工可直接申请支付令。",),
    Kind.CONTRACT: ("一、双方补签书面劳动合同，工龄自入职之日起算；二、单位支付{amount}元；三、{pay}。",),
    Kind.DISMISSAL: ("一、双方协商一致解除劳动合同；二、单位支付经济补偿{amount}元；三、{pay}；四、单位三日内出具离职证明。",),
    Kind.INJURY: ("一、单位在五个工作日内提出工伤认定申请；二、单位先行垫付{amount}元；三、{pay}；四、停工留薪期工资照发。",),
    Kind.SOCIAL_INSURANCE: ("一、单位为职工补缴社会保险；二、单位承担医保中断期间自付的费用{amount}元；三、{pay}。",),
    Kind.HOURS_LEAVE: ("一、单位支付未休年休假工资及加班费{amount}元；二、{pay}；三、自下月起每周至少休息一天。",),
    Kind.WOMEN: ("一、职工回原岗位，孕期、哺乳期不降工资；二、单位补足差额{amount}元；三、{pay}。",),
    Kind.SAFETY: ("一、单位补发高温津贴{amount}元；二、{pay}；三、一个月内完成整改，由工会劳动保护监督员复查。",),
    Kind.PLATFORM: ("一、平台合作商退还扣款{amount}元并恢复账号；二、{pay}；三、申诉由人工复核。",),
    Kind.OTHER: ("一、单位按职工要求办理；二、补偿因延误造成的损失{amount}元；三、{pay}。",),
}  # fmt: skip

FAILED = (
    "两次见面，单位只肯付三成，差距太大，没有谈成。",
    "单位负责人没有到场，电话里说“让他去告”。",
    "单位不承认劳动关系，双方对用工事实说法不一。",
    "单位同意付款但要求分二十四个月，职工不接受。",
)
AWARDS = (
    "仲裁委裁决单位支付{amount}元，单位没有起诉，已付清。",
    "仲裁庭上达成调解书，单位当庭支付{amount}元。",
    "裁决支持职工的大部分请求，款项{amount}元已到账。",
)
JUDGMENTS = (
    "一审判决单位支付{amount}元，双方都没有上诉，单位已履行。",
    "法院主持下和解，单位支付{amount}元，已到账。",
    "判决确认劳动关系并支付{amount}元，申请执行后全部到账。",
)
NOTES = (
    "给单位人事打了电话，对方说要请示老板，约好后天再联系。",
    "职工补交了近半年的银行流水，入账时间和他说的对得上。",
    "单位提供的考勤是打印件，没有职工签字，请单位补原件。",
    "职工情绪比较着急，家里孩子要交学费，尽量往前安排。",
    "与街道司法所通了气，必要时一起上门。",
    "查了工商登记，单位还在经营，法人没有变更。",
    "职工希望不要让班组长知道，联系时只打手机。",
)
SHARED_NOTES = (
    "您好，材料收到了，不缺什么。我们下周约单位见面，有结果马上告诉您。",
    "单位已经同意坐下来谈，时间定了会提前一天打电话给您。",
    "您问的加班费怎么算，已经写成一页纸放在“材料”里，请看一下。",
    "今天和单位谈过了，对方愿意付一部分，具体的等您方便时电话里说。",
)
MESSAGES = (
    "谢谢，我这周三下午不上班，可以过来。",
    "同事也想一起反映，可以吗？",
    "单位今天找我谈话了，说要是撤了就给钱，我没答应。",
    "流水我明天去银行打。",
)
TALKS = (
    "单位承认事实，同意核对金额后付款。",
    "双方就金额各自说明，差距缩小到两千元以内，约定三天后再谈。",
    "单位提出分期，职工表示可以考虑。",
    "核对了考勤和工资条，双方对天数没有异议。",
)
ADVICE_TALKS = (
    "面谈四十分钟，讲清了要保存哪些证据、去哪里、多少天内办。职工说心里有数了。",
    "电话咨询，把要点写成短信发给职工。",
    "律师看了合同，建议先协商，不急着仲裁。",
)
COMMENTS = (
    "没想到这么快，谢谢。", "调解员很耐心，两边都听。", "钱到了，就是时间长了点。", "打电话来问有没有收到钱，这点很好。", "", "", "",
    "希望以后能在手机上看到进度。", "工会的人陪我去的仲裁，心里踏实。",
)  # fmt: skip
REFUSALS = (
    ("工程款是承包合同的钱，不是工资，工会不能代办。", "区人民法院（买卖和承包合同）"),
    ("您反映的是小区物业收费，不是劳动关系里的事。", "街道物业管理办公室"),
)
WITHDRAWALS = ("单位已经把钱补了，不用再办了。", "跟老板谈好了，先撤回。", "我自己去监察大队办了，谢谢。")
PLACES = ("职工之家调解室", "劳动争议调解中心二楼", "单位会议室", "街道综治中心")
