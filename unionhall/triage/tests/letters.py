"""Invented letters of three kinds, with words of their own and words they share."""

import random

from unionhall.triage.words import Letter

OPENINGS = ("您好，", "尊敬的领导，", "我想反映一下，", "请问，", "")
ENDINGS = ("请尽快处理。", "谢谢！", "希望得到回复。", "急！", "")
MATTERS = {
    "工资": ("公司拖欠工资{n}个月没有发", "加班费一直不给", "老板说没钱发工资", "离职后工资没有结清", "绩效奖金被扣"),
    "食堂": ("食堂的饭菜是凉的", "食堂卫生太差", "饭菜涨价而且分量少", "食堂师傅态度不好", "晚班没有热饭"),
    "住房": ("宿舍漏水没人修", "公租房什么时候分配", "职工住房计划怎么报名", "宿舍八个人一间太挤", "住房补贴没有到账"),
}


def some(each: int = 30, seed: int = 1) -> tuple[list[Letter], list[str]]:
    """`each` letters of every kind, with their labels, shuffled."""
    rng = random.Random(seed)
    made = [
        (Letter(rng.choice(OPENINGS) + "，".join(rng.sample(said, 2)).format(n=rng.randint(1, 9)) + rng.choice(ENDINGS),
                f"关于{label}的问题" if rng.random() < 0.7 else ""), label)
        for label, said in MATTERS.items()
        for _n in range(each)
    ]  # fmt: skip
    rng.shuffle(made)
    return [letter for letter, _label in made], [label for _letter, label in made]
