"""What was told to whom."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import Basis, Kept, OnErasure, Purpose, record

RECORDS = [
    record("notices.Message", what=_("what we told you"), person="person_id", erased=OnErasure.DELETE, ends="told_at",
           personal="person phone!=people.Person.phone body!", plain="id template medium state attempts about_type about_id told_at sent_at failure",
           purpose=Purpose.CONTACT, basis=Basis.SERVICE, kept=Kept.WORDS),
]  # fmt: skip
