"""What has the demo federation promised, and since when? Its own public promise, article by article."""

from unionhall.cases.enums import DayUnit, Kind
from unionhall.cases.models import ServicePromise
from unionhall.cases.states import State
from unionhall.core import audit
from unionhall.organisations.enums import Level

from .bodies import BUILDER
from .moments import Calendar

PROMISES: tuple[tuple[str, str, int | None, int, str, str], ...] = (
    # state, kind, level, days, unit, article
    (State.RECEIVED, "", None, 5, DayUnit.WORKING, "第二条：收到诉求 5 个工作日内答复是否受理"),
    (State.RECEIVED, Kind.WAGES, None, 3, DayUnit.WORKING, "第二条：欠薪诉求 3 个工作日内答复是否受理"),
    (State.RECEIVED, Kind.INJURY, None, 3, DayUnit.WORKING, "第二条：工伤诉求 3 个工作日内答复是否受理"),
    (State.ACCEPTED, "", None, 3, DayUnit.WORKING, "第三条：受理后 3 个工作日内与职工见面或通话"),
    (State.CONSULTING, "", None, 15, DayUnit.CALENDAR, "第四条：咨询 15 日内给出书面意见"),
    (State.NEGOTIATING, "", None, 20, DayUnit.WORKING, "第五条：协商 20 个工作日内告知结果"),
    (State.MEDIATING, "", None, 30, DayUnit.CALENDAR, "第六条：调解 30 日内结束"),
    (State.MEDIATING, "", Level.CITY, 45, DayUnit.CALENDAR, "第六条：市总工会直接调解的疑难案件 45 日内结束"),
    (State.FAILED, "", None, 5, DayUnit.WORKING, "第七条：未达成协议的，5 个工作日内告知下一步"),
    (State.ARBITRATION, "", None, 60, DayUnit.CALENDAR, "第八条：仲裁期间每 60 日告知一次进展"),
    (State.LITIGATION, "", None, 90, DayUnit.CALENDAR, "第八条：诉讼期间每 90 日告知一次进展"),
    (State.PERFORMED, "", None, 15, DayUnit.CALENDAR, "第九条：履行后 15 日内听取职工评价，期满结案"),
    (State.REOPENED, "", None, 3, DayUnit.WORKING, "第十条：重新办理的，3 个工作日内联系职工"),
)


def build(days: Calendar) -> None:
    rows = [
        ServicePromise(
            state=state,
            kind=kind,
            level=level,
            days=count,
            unit=unit,
            since=days.founded_on,
            source=f"瑞江市总工会《职工维权服务公开承诺》{article}",
        )
        for state, kind, level, count, unit, article in PROMISES
    ]
    ServicePromise.objects.bulk_create(rows)
    audit.record_many(audit.Entry("promise.recorded", row, BUILDER, details={"state": row.state}) for row in rows)
