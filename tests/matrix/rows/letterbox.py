"""The chair's letter box: reception days are public, who comes is not; held mail is for officers of the highest body."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from tests.matrix.groups import DESK
from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Answer, Row

APART = count()  # no two days of a body begin at the same moment
KEEPERS_THERE = ("officer", "officer_tied")
KEEPERS = (
    "officer", "officer_tied", "officer_above", "officer_top", "supervisor", "officer_sibling", "officer_other_branch",
    "chair_below", "chair_tied",
)  # fmt: skip


def only(*who: str, answer: Answer = OK, **rest: Answer) -> dict[Any, Answer]:
    """These get in; for everybody else the page does not exist."""
    return {**dict.fromkeys(who, answer), "anonymous": SIGN_IN, **rest, ...: GONE}


TOP = only("officer_top")
TOP_DOES = only("officer_top", answer=DONE)
THERE = only(*KEEPERS_THERE)
THEY_DO = only(*KEEPERS_THERE, answer=DONE)


def a_day(w: Any, *, hours: int = 48) -> Any:
    """A reception day of Harbour; with few hours, one that is on now."""
    from unionhall.core import clock
    from unionhall.core.actor import SYSTEM
    from unionhall.letterbox import actions

    begins = clock.now().replace(second=0, microsecond=0) + timedelta(hours=hours, microseconds=next(APART))
    return actions.publish(
        w.world.harbour, by=SYSTEM, begins_at=begins, ends_at=begins + timedelta(hours=3), minutes=20, place="港湾街道工会一楼",
        received_by="王主席", signup_until=begins,
    )  # fmt: skip


def day(w: Any) -> dict[str, Any]:
    w.day = a_day(w)
    return {"pk": w.day.pk}


def today(w: Any) -> dict[str, Any]:
    w.day = a_day(w, hours=-1)
    return {"pk": w.day.pk}


def free(w: Any) -> dict[str, Any]:
    return {"at": w.day.turns()[2].isoformat()}


def turn(w: Any) -> dict[str, Any]:
    """Lin's turn."""
    from unionhall.letterbox import actions

    coming = a_day(w)
    made = actions.sign_up(coming, by=w.actor("worker"), person=w.person("worker"), at=coming.turns()[0], about="食堂")
    return {"pk": made.pk}


def visit(w: Any) -> dict[str, Any]:
    """Somebody who is there."""
    from unionhall.letterbox import actions

    return {"pk": actions.walk_in(a_day(w, hours=-1), by=w.actor("officer"), name="老李", about="宿舍").pk}


def held(w: Any) -> dict[str, Any]:
    from unionhall.core.actor import SYSTEM
    from unionhall.letterbox import actions
    from unionhall.letterbox.mail.fetching import Fetched
    from unionhall.letterbox.models import HeldMail

    actions.receive(Fetched("matrix", b"From: nobody\r\nMessage-ID: <m@example.com>\r\n\r\nx"), by=SYSTEM)
    return {"pk": HeldMail.objects.get().pk}


def unsent(w: Any) -> dict[str, Any]:
    """A mail about Lin's case that could not be sent."""
    from unionhall.core import clock
    from unionhall.letterbox.models import MailThread, OutgoingMail

    thread = MailThread(
        case=w.case, complainant=w.case.complainants.get(), address="lin@example.com", begun_at=clock.now()
    )
    thread.save()
    mail = OutgoingMail(
        thread=thread,
        writing="answer",
        words="您好",
        message_id="<x@example.com>",
        state="failed",
        written_at=clock.now(),
    )
    mail.save()
    return {"pk": mail.pk}


def entry(_w: Any) -> dict[str, Any]:
    return {"kind": "living", "account": "宿舍漏水", "identity_level": "hidden", "agreed": True}


def new_day(w: Any) -> dict[str, Any]:
    from unionhall.core import clock

    begins = clock.now() + timedelta(days=9)
    return {
        "body": str(w.world.harbour.pk), "begins_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=2)).isoformat(),
        "place": "一楼", "received_by": "王主席",
    }  # fmt: skip


SIGNED_IN_OK = {"anonymous": SIGN_IN, ...: OK}
# A supervisor notes who came, and leaves making a matter to those who receive workers; none sits at Harbour here.
ROWS = [
    Row("letterbox:held_mails", answers=TOP),
    Row("letterbox:held_mail", where=held, answers=TOP),
    Row("letterbox:held_mail_case", method="POST", where=held, answers=TOP_DOES, data=lambda _w: {"kind": "other", "account": "请回电"}),
    Row("letterbox:held_mail_removal", method="POST", where=held, answers=TOP_DOES, data=lambda _w: {"why": "广告"}),
    Row("letterbox:mail_sending", method="POST", where=unsent,
        answers={**only(*DESK, answer=REFUSED), **dict.fromkeys(("coordinator", "lawyer", "mediator", "officer"), DONE)}),
    Row("letterbox:case_mail", where=lambda w: {"pk": w.case.pk}, answers=only(*DESK)),
    Row("letterbox:days", answers=only(*KEEPERS)),
    Row("letterbox:day_new", answers=only(*KEEPERS)),
    Row("letterbox:day_new", method="POST", answers=only(*KEEPERS, answer=CLEAN)),
    Row("letterbox:day", where=day, answers=THERE),
    Row("letterbox:day_cancellation", method="POST", where=day, answers=THEY_DO, data=lambda _w: {"why": "临时会议"}),
    Row("letterbox:day_walk_ins", method="POST", where=today, answers=THEY_DO, data=lambda _w: {"name": "老李"}),
    Row("letterbox:visit_outcome", method="POST", where=visit, answers=THEY_DO, data=lambda _w: {"came": "no"}),
    Row("letterbox:visit_note", where=visit, answers=THERE),
    Row("letterbox:visit_note", method="POST", where=visit, answers=THEY_DO, data=lambda _w: {"text": "宿舍漏水"}),
    Row("letterbox:visit_case", where=visit, answers=THERE),
    Row("letterbox:visit_case", method="POST", where=visit, answers=THEY_DO, data=entry),
    Row("letterbox:visit_cancellation", method="POST", where=turn, answers=THEY_DO),
    Row("letterbox:reception", answers={...: OK}),
    Row("letterbox:reception_day", where=day, answers={...: OK}),
    Row("letterbox:reception_day", method="POST", where=day, answers={"anonymous": CLEAN, "family": CLEAN, ...: DONE}, data=free),
    Row("letterbox:appointment", where=turn, answers=only("worker", "family")),
    Row("letterbox:appointment_cancellation", method="POST", where=turn, answers=only("worker", "family", answer=DONE)),
    Row("letterbox:appointment_calendar", where=turn, answers=only("worker", "family")),
    # -- the API ----------------------------------------------------------------------------------------------------
    Row("GET /api/reception-days", answers={...: OK}),
    Row("POST /api/reception-days", data=new_day, answers=only(*KEEPERS_THERE, answer=MADE)),
    Row("GET /api/reception-days/held", answers=only(*KEEPERS)),
    Row("POST /api/reception-days/{pk}/cancellation", where=day, data=lambda _w: {"why": "临时会议"}, answers=THEY_DO),
    Row("GET /api/reception-days/{pk}/appointments", where=day, answers=THERE),
    Row("POST /api/reception-days/{pk}/appointments", where=day, data=free, answers={"anonymous": SIGN_IN, ...: MADE}),
    Row("POST /api/reception-days/{pk}/walk-ins", where=today, data=lambda _w: {"name": "老李"}, answers=only(*KEEPERS_THERE, answer=MADE)),
    Row("GET /api/appointments", answers=SIGNED_IN_OK),
    Row("POST /api/appointments/{pk}/cancellation", where=turn, answers=only("worker", "family", *KEEPERS_THERE, answer=DONE)),
    Row("POST /api/appointments/{pk}/outcome", where=visit, data=lambda _w: {"came": False}, answers=THEY_DO),
    Row("POST /api/appointments/{pk}/case", where=visit, data=entry, answers=only(*KEEPERS_THERE, answer=MADE)),
    Row("GET /api/held-mail", answers=TOP),
    Row("POST /api/held-mail/{pk}/case", where=held, data=lambda _w: {"account": "请回电"}, answers=TOP_DOES),
    Row("POST /api/held-mail/{pk}/removal", where=held, data=lambda _w: {"why": "广告"}, answers=TOP_DOES),
]  # fmt: skip
