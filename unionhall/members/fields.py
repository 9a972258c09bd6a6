"""Doors and homes say nothing about anybody; wishes to join and removals are their person's."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import SELF, Basis, Kept, OnErasure, Purpose, asked, record

_MEMBER = {"purpose": Purpose.MEMBERSHIP, "person": "person_id", "opened": True}
_PAGE = "members:join"

RECORDS = [
    record("members.Door", officials="changed_by/", plain="id organisation open at_once asks_employer changed_at", purpose=Purpose.DUTY),
    record("members.HomeRule", officials="made_by/", plain="id organisation division industry platform since until", purpose=Purpose.DUTY),
    record("members.Application", what=_("your wishes to join a union or to move, and the answers"),
           personal="person origin employer employer_name claimed_identity!=people.Person.identity_number why",
           officials="applied_by/ decided_by/", ends="decided_at", erased=OnErasure.DELETE, basis=Basis.SERVICE, kept=Kept.PAPER,
           plain="id organisation state way applied_at answer_due_on due_provisional decided_at raised_at", **_MEMBER),
    record("members.Removal", what=_("a proposal to remove you from your union, and what you said to it"),
           personal="membership reason! words!", officials="proposed_by/ decided_by/", ends="decided_at", erased=OnErasure.BLANK,
           basis=Basis.LAW, kept=Kept.MATTER, plain="id state proposed_at heard_until heard_at decided_at",
           **{**_MEMBER, "person": "membership__person_id", "opened": False}),
]  # fmt: skip

ASKS = {
    "JoinForm": {
        "name": asked(SELF, "people.Person.name", _PAGE),
        "identity_number": asked(SELF, "people.Person.identity_number", _PAGE),
        "phone": asked(SELF, "people.Person.phone", _PAGE),
    },
}
