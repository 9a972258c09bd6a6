"""Letters of the same thing are found together, and only those."""

import random

from unionhall.triage import copies, problems, typical
from unionhall.triage.problems import Told, discover
from unionhall.triage.tests.letters import ENDINGS, OPENINGS, some
from unionhall.triage.words import Letter

PLANTED = {
    "南湖站食堂": ("南湖站的食堂饭菜又凉又贵", "反映南湖站食堂卫生差", "南湖站食堂晚班没有热饭", "南湖站食堂该换厨师了", "南湖站食堂涨价", "建议南湖站食堂改进"),
    "北苑宿舍": ("北苑宿舍三号楼漏水", "北苑宿舍漏水没人修", "投诉北苑宿舍屋顶漏水", "北苑宿舍一下雨就漏水", "北苑宿舍漏水半年了"),
}  # fmt: skip


def letters() -> tuple[list[Told], dict[str, set[int]]]:
    """Two planted problems among sixty letters of many things."""
    told: list[Told] = []
    where: dict[str, set[int]] = {name: set() for name in PLANTED}
    for name, titles in PLANTED.items():
        for n, title in enumerate(titles):
            where[name].add(len(told))
            told.append(Told(Letter(f"{OPENINGS[n % 5]}{title}，{ENDINGS[n % 4]}", title), f"{name}{n}", f"站{n % 3}"))
    for n, letter in enumerate(some(20)[0]):
        told.append(
            Told(
                Letter(f"{letter.body}编外第{chr(0x5000 + n * 7)}{chr(0x6000 + n * 11)}处", letter.title),
                f"w{n}",
                "别处",
            )
        )
    order = list(range(len(told)))
    random.Random(5).shuffle(order)
    return [told[n] for n in order], {name: {order.index(n) for n in those} for name, those in where.items()}


def test_planted_problems_are_found_whole() -> None:
    told, where = letters()
    found = [set(problem.members) for problem in discover(told, people=5)]
    for name, those in where.items():
        assert any(those <= members and len(members) <= len(those) + 1 for members in found), name


def test_a_problem_says_what_its_letters_share() -> None:
    told, where = letters()
    one = next(p for p in discover(told, people=5) if set(p.members) >= where["南湖站食堂"])
    assert any("南湖站食堂" in word for word in one.words)
    assert one.typical[0] in one.members
    assert one.people >= 5


def test_one_person_writing_often_is_no_shared_problem() -> None:
    told = [Told(Letter(f"食堂饭菜凉，第{n}次反映", "南湖站食堂"), "同一个人", "南湖") for n in range(9)]
    assert discover(told, people=2) == []


def test_a_problem_needs_its_sites_when_sites_count() -> None:
    told = [Told(Letter(f"南湖站食堂饭菜凉，{chr(0x5000 + n)}", "南湖站食堂"), n, "南湖") for n in range(8)]
    assert discover(told, people=5, sites=2) == []
    assert len(discover(told, people=5, sites=1)) == 1


def test_copies_of_an_unsigned_letter_are_one_voice() -> None:
    told = [Told(Letter("南湖站食堂的饭菜又凉又贵，请尽快处理这个问题。")) for _n in range(9)]
    assert discover(told, people=2) == []


def test_the_same_letters_give_the_same_problems() -> None:
    told, _where = letters()
    assert discover(told) == discover(told)


def test_a_problem_is_never_titled_by_somebodys_number() -> None:
    titles = [f"13812345678 南湖站食堂饭菜凉 330102199003078219 第{chr(0x4E00 + n)}次" for n in range(6)]
    found = discover([Told(Letter(f"{title}，请改进", title), n) for n, title in enumerate(titles)], people=5)
    assert found
    assert not any(number in problem.title for problem in found for number in ("13812345678", "330102199003078219"))


def test_nothing_to_compare_is_no_problem() -> None:
    assert discover([]) == []
    assert discover([Told(Letter("一"))]) == []
    assert discover([Told(Letter("")), Told(Letter("", "")), Told(Letter("a"))]) == []


def test_a_name_shared_by_many_counts_less_than_a_rare_one() -> None:
    assert "南湖站" in problems.readable(" 南湖站 13812345678 ")
    assert "138" not in problems.readable("13812345678")


def test_near_copies_stand_together() -> None:
    first = "公司从今年三月起一直没有给我们二十多名工人发放工资，多次讨要都没有结果，请工会帮助我们。"
    assert copies.groups([Letter(first), Letter("食堂的饭菜太凉了"), Letter(first + "谢谢！"), Letter(first)]) == [
        0,
        1,
        0,
        0,
    ]


# --- what several say -------------------------------------------------------------------------------------------------------


def test_a_sum_of_ones_own_is_not_shown_with_what_several_say() -> None:
    told = [
        (n, Letter(f"公司拖欠我的工资大约{18800 + n}元，工号AB{n}70，问题在2026年出现，请帮忙。")) for n in range(4)
    ]
    shown = " ".join(said.text for said in typical.said_by_several(told))
    assert "公司拖欠我的工资大约…元" in shown
    assert "2026年" in shown, "what at least three people wrote stays"
    assert not any(own in shown for own in ("188", "AB"))


def test_how_long_and_how_often_names_no_problem() -> None:
    told = [(n, Letter(f"两个月没发工资，每个月都拖，第{n}次反映。")) for n in range(6)]
    assert "工资" in "".join(typical.words_of_several(told))
    assert not {"两个月", "每个月"} & set(typical.words_of_several(told))
