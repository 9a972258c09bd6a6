"""Lists of names: kept by officers for their body and those below, by chairs for their union; doubtful rows decided where they lie."""

from __future__ import annotations

from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, OK, SIGN_IN, Answer, Row

KEEPERS = (
    "officer",
    "officer_above",
    "officer_top",
    "officer_sibling",
    "officer_other_branch",
    "officer_tied",
    "chair_below",
    "chair_tied",
)
OVER_HARBOUR = ("officer", "officer_above", "officer_top", "officer_tied")
"""Those whose body is the union of Harbour township or stands above it; Qian is an officer there too."""


def keeping(then: Answer) -> dict[Any, Answer]:
    """Whoever keeps lists at all; for the others there is no such page."""
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(KEEPERS, then)}


def over(then: Answer) -> dict[Any, Answer]:
    """Those in whose scope the list of Harbour lies."""
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(OVER_HARBOUR, then)}


def listed(state: str) -> Any:
    """A list of Harbour in a state."""

    def where(stage: Any) -> dict[str, Any]:
        from unionhall.core import clock
        from unionhall.rosters.models import RosterImport

        found = RosterImport.objects.create(
            organisation=stage.world.harbour, state=state, file_name="名单.csv", file_kind="csv", size=1, sha256="0" * 64,
            heads=["姓名", "手机"], columns={"name": "姓名", "phone": "手机"}, part_size=10, brought_at=clock.now(),
            finished_at=clock.now() if state == "finished" else None,
        )  # fmt: skip
        return {"pk": found.pk}

    return where


def doubtful(*, decided: bool = False) -> Any:
    """A row of that list which looks like Lin."""

    def where(stage: Any) -> dict[str, Any]:
        from unionhall.core.actor import SYSTEM
        from unionhall.rosters import actions
        from unionhall.rosters.models import RosterRow

        row = RosterRow.objects.create(
            source_id=listed("finished")(stage)["pk"], number=2, outcome="review", code="alike", person=stage.person("worker"),
            organisation_id=stage.world.harbour.pk, mac=bytes(32), score=80, review_at=stage.world.harbour,
            cells='{"name": "林小满", "phone": "", "identity": "", "birth_on": "1990-01-05", "sex": "", "since": null}',
        )  # fmt: skip
        if decided:
            row = actions.join_row(row, by=SYSTEM)
        return {"pk": row.pk}

    return where


def sought(_stage: Any) -> dict[str, Any]:
    return {"identity_number": "11010519491231002X", "purpose": "核对名册"}


def columns_said(_stage: Any) -> dict[str, Any]:
    return {"name": "姓名", "phone": "手机", "elsewhere": "move"}


API = "/api/rosters/{pk}"
ROW = "/api/rosters/reviews/{pk}"
ROWS = [
    Row("rosters:rosters", answers=keeping(OK)),
    Row("rosters:rosters", "POST", answers=keeping(CLEAN)),
    Row("rosters:reviews", answers=keeping(OK)),
    Row("rosters:review", where=doubtful(), answers=over(OK)),
    Row("rosters:review", "POST", where=doubtful(), answers=over(DONE)),
    Row("rosters:entry", where=doubtful(), answers=over(OK)),
    Row("rosters:entry", "POST", where=doubtful(), answers=over(DONE)),
    Row("rosters:omission", where=doubtful(), answers=over(OK)),
    Row("rosters:omission", "POST", where=doubtful(), answers=over(DONE)),
    Row("rosters:undoing", where=doubtful(decided=True), answers=over(OK)),
    Row("rosters:undoing", "POST", where=doubtful(decided=True), answers=over(DONE)),
    Row("rosters:roster", where=listed("read"), answers=over(OK)),
    Row("rosters:trial", "POST", where=listed("read"), data=columns_said, answers=over(DONE)),
    Row("rosters:start", where=listed("tried"), answers=over(OK)),
    Row("rosters:start", "POST", where=listed("tried"), answers=over(DONE)),
    Row("rosters:drop", where=listed("tried"), answers=over(OK)),
    Row("rosters:drop", "POST", where=listed("tried"), answers=over(DONE)),
    Row("rosters:rejected", "POST", where=listed("finished"), answers=over(OK)),
    Row("GET /api/rosters", answers=keeping(OK)),
    Row("POST /api/rosters", answers={...: CLEAN, "anonymous": SIGN_IN}),
    Row("POST /api/rosters/lookup", data=sought, answers={...: GONE, "anonymous": SIGN_IN}),
    Row("GET /api/rosters/reviews", answers=keeping(OK)),
    Row(f"GET {ROW}", where=doubtful(), answers=over(OK)),
    Row(f"POST {ROW}/decision", where=doubtful(), data=lambda _s: {"decision": "left_out"}, answers=over(OK)),
    Row(f"POST {ROW}/undoing", where=doubtful(decided=True), answers=over(OK)),
    Row(f"GET {API}", where=listed("read"), answers=over(OK)),
    Row(f"POST {API}/trial", where=listed("read"), data=lambda _s: {"columns": {}}, answers=over(OK)),
    Row(f"POST {API}/start", where=listed("tried"), answers=over(OK)),
    Row(f"POST {API}/drop", where=listed("tried"), answers=over(OK)),
    Row(f"POST {API}/rejected", where=listed("finished"), answers=over(OK)),
]  # fmt: skip
