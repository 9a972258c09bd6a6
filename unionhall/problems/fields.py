"""What many letters share: words without names; which letters, as keys."""

from unionhall.core.registry import Basis, Kept, Purpose, not_personal, record

_OFFICE = {"purpose": Purpose.DUTY, "basis": Basis.LAW, "kept": Kept.MATTER}

RECORDS = [
    record("problems.SharedProblem", officials="owner/",
           plain="id body title state words sayings spread letters people sites found_at counted_at opened_at closed_at starts_on"
           " due_on aim merged_into version", **_OFFICE),
    *not_personal(app="problems", Voice="id problem case joined since left_at answered_at", Watch="id body people sites days set_at"),
    record("problems.ProblemStep", officials="by/by_name", plain="id problem at kind text on", **_OFFICE),
    record("problems.ProblemAnswer", officials="by/by_name", plain="id problem at text letters not_reached", **_OFFICE),
]  # fmt: skip
