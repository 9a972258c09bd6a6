"""On which ground did employment end, and does it carry compensation?

The grounds of 劳动合同法 36–41, 44, 46 and 71, as a worker would tell them; those that pay nothing are asked too, because the
answer “nothing, and why” is one as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..acts import article
from ..facts import Fact
from ..words import Words

PAYING = {
    "art36_employer": Words("协商一致，单位提出的", "By agreement, proposed by the employer"),
    "art38": Words(
        "单位有错（欠薪、不交社保等），我提出走",
        "I left because the employer broke the law (unpaid wages, no insurance …)",
    ),
    "art40_1": Words("生病或非因工受伤，医疗期满被解除", "Dismissed after the period of medical treatment"),
    "art40_2": Words("说我不能胜任工作，被解除", "Dismissed as not up to the work"),
    "art40_3": Words("客观情况重大变化，被解除", "Dismissed because circumstances changed"),
    "art41": Words("裁员", "Laid off"),
    "expiry": Words("合同到期，单位不续或降低条件", "The contract ran out and was not renewed on the same terms"),
    "art44_4_5": Words("单位破产、关门、被吊销", "The employer went bankrupt, closed or lost its licence"),
    "task_completed": Words("约定的任务做完了，合同结束", "The task the contract was made for is done"),
    "refused_contract_late": Words(
        "上班超过一个月后，我不肯补签合同，被终止",
        "I would not sign when the contract was offered after the first month",
    ),
}
NOT_PAYING = {
    "art36_worker": Words("协商一致，我提出的", "By agreement, proposed by me"),
    "art37": Words("我自己辞职", "I resigned"),
    "art39": Words("说我严重违纪等，被开除", "Dismissed for serious misconduct and the like"),
    "expiry_refused": Words(
        "合同到期，单位按原条件或更好的条件续，我没有续",
        "The contract ran out; I did not renew on the same or better terms",
    ),
    "art44_2": Words("退休，开始领养老金", "Retired on a pension"),
    "part_time": Words("非全日制（小时工）结束", "Part-time work ended"),
    "public_post": Words("政府安置的公益性岗位结束", "A public-welfare post ended"),
    "refused_contract": Words(
        "上班头一个月里，我不肯签合同，被终止",
        "I would not sign a contract in the first month",
    ),
}
GROUNDS = PAYING | NOT_PAYING


@dataclass(frozen=True)
class Why:
    """Why nothing is owed, by which article."""

    words: Words
    act: str
    number: str


WHY_NOT = {
    "art36_worker": Why(
        Words(
            "协商解除是劳动者先提出的，不付经济补偿", "The worker proposed the agreement, so no compensation is owed"
        ),
        "labour_contract_law",
        "46",
    ),
    "art37": Why(
        Words("自己辞职的，不付经济补偿", "A worker who resigns is owed no compensation"), "labour_contract_law", "37"
    ),
    "art39": Why(
        Words(
            "因严重违纪等过错被解除的，不付经济补偿；理由不成立的，要的是违法解除赔偿金",
            "On dismissal for fault no compensation is owed; if the reason does not hold, damages are",
        ),
        "labour_contract_law",
        "39",
    ),
    "expiry_refused": Why(
        Words(
            "单位维持或者提高了条件，是劳动者不续，不付经济补偿",
            "The same or better terms were offered and the worker declined, so no compensation is owed",
        ),
        "labour_contract_law",
        "46",
    ),
    "art44_2": Why(
        Words(
            "享受养老保险待遇而终止的，不付经济补偿", "Where the contract ends with a pension no compensation is owed"
        ),
        "labour_contract_law",
        "44",
    ),
    "part_time": Why(
        Words("非全日制用工结束，不付经济补偿", "When part-time work ends no compensation is owed"),
        "labour_contract_law",
        "71",
    ),
    "public_post": Why(
        Words("公益性岗位不适用经济补偿的规定", "The rules on compensation do not apply to public-welfare posts"),
        "implementing_regulation",
        "12",
    ),
    "refused_contract": Why(
        Words(
            "头一个月里经书面通知不肯签合同，不付经济补偿，干了的工资照付",
            "A worker who refuses in the first month after written notice is owed wages, but no compensation",
        ),
        "implementing_regulation",
        "5",
    ),
}
RESTS_ON = {
    "task_completed": article("implementing_regulation", "22"),
    "refused_contract_late": article("implementing_regulation", "6"),
}
"""The grounds that pay by another article than 劳动合同法 46."""


def unless_unpaid(fact: Fact) -> Fact:
    """The same question, asked only where the ground carries compensation."""
    asked = fact.when
    return Fact(
        fact.name,
        fact.kind,
        fact.ask,
        fact.help,
        fact.required,
        fact.default,
        lambda read: read.get("reason") not in NOT_PAYING and (asked is None or asked(read)),
        fact.held,
    )
