"""Bringing a matter: from the worker's words to a numbered case at the body that answers for it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.events import announce
from unionhall.core.ids import code_from, short_code
from unionhall.core.numbering import format_case_number, next_number
from unionhall.core.sealed import derived, lookup
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, clocks, routing
from ..enums import Audience, IdentityLevel, Kind, PartyRole, Source
from ..events import CaseReceived
from ..models import Case, CaseFile, Complainant, Party
from ._shared import log_routing, log_status, name_of, needs, wind
from .handling import assign

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile
    from unionhall.organisations.models import Division, Employer, Organisation
    from unionhall.people.models import Person

SERIES = "维"
RECEIPT_LENGTH = 12
SITE_LENGTH = 60
BY_THEMSELVES = (Source.WEB, Source.API, Source.SURVEY)
"""Ways on which whoever acts brings a matter of their own, or of somebody they act for."""
TOLD_FOR = timedelta(minutes=20)
"""How long what was told once is told again, to those whose connection broke at that moment."""


@dataclass(frozen=True)
class Brought:
    """A case just received; `receipt` is the code of an anonymous one, told once and kept nowhere."""

    case: Case
    receipt: str = ""


@transaction.atomic
def bring(
    *,
    by: Actor,
    kind: str,
    account: str,
    identity_level: str = IdentityLevel.NAMED,
    source: str = Source.WEB,
    person: "Person | None" = None,
    name: str = "",
    phone: str = "",
    employer: "Employer | None" = None,
    employer_name: str = "",
    division: "Division | None" = None,
    industry: str = "",
    site: str = "",
    to_chair: bool = False,
    happened_on: date | None = None,
    amount: Decimal | None = None,
    files: Sequence["StoredFile"] = (),
    group: Case | None = None,
    received_at: datetime | None = None,
    source_key: str | None = None,
    mark: str = "",
) -> Brought:
    """Receive a matter, send it where the register and the routing rules say, give it its number.

    Anonymous matters hold no person and get a receipt code; for all others a person is named, by default whoever acts.
    With the random `mark` of their form `receipt_again` tells the code once more, to whoever was quicker than the answer.
    """
    verdict = access.may_bring(by) if source in BY_THEMSELVES else access.may_enter_for(by)
    verdict.or_refuse()
    account = needs(account, what=_("What happened is missing."), next_step=_("A few words are enough."))
    if happened_on and happened_on > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Give the day on which it happened."), "future"))
    now = clock.now()
    received_at = received_at or now
    employer = employer or written_employer(employer_name)
    industry = industry or (employer.industry if employer else "")
    if division is None and employer is not None:
        division = employer.division
    matter = routing.Matter(
        kind, account, now, division, industry, employers=(employer.pk,) if employer else (), to_chair=to_chair
    )
    route = routing.Router(on=clocks.day_of(received_at)).route(matter)
    case = Case(
        number=number_for(route.body, clocks.day_of(received_at).year),
        kind=kind,
        title=title_for(kind, employer.name if employer else employer_name),
        account=account,
        source=source,
        source_key=source_key,
        employer=employer,
        employer_name=employer.name if employer else employer_name.strip(),
        division=division,
        industry=industry,
        site=" ".join(site.split())[:SITE_LENGTH],
        to_chair=to_chair,
        happened_on=happened_on,
        amount=amount,
        body=route.body,
        **route.body.ancestors_by_column,
        received_at=received_at,
        entered_at=now,
        group=group,
    )
    case.save(force_insert=True)
    code = _code_from(mark, by) if mark else short_code(RECEIPT_LENGTH)
    receipt = _add_complainant(
        case, by=by, identity_level=identity_level, person=person, name=name, phone=phone, code=code
    )
    if employer or case.employer_name:
        Party(
            case=case,
            role=PartyRole.EMPLOYER,
            name=case.employer_name,
            employer=employer,
            added_at=now,
            added_by_id=by.person_id,
        ).save(force_insert=True)
    log_status(case, "receive", came_from="", by=by, at=received_at)
    log_routing(case, route.body, route.why, by=by, rule=route.rule)
    for stored in files:
        attach(case, stored, by=by, audience=Audience.WORKER)
    wind(case)
    audit.record("case.received", case, by=by, source=source, kind=kind, body=str(route.body.pk))
    announce(CaseReceived(case_id=case.pk, body_id=route.body.pk))
    if route.person is not None:
        _hand_to(case, route.person)
    return Brought(case, receipt)


def _hand_to(case: Case, person: "Person") -> None:
    """Put the person a rule names in charge. Should they not be able to be, the matter is received all the same."""
    with suppress(Refused):
        assigned = assign(case, by=system("routing rules"), handler=person)
        case.handler_id, case.version = assigned.handler_id, assigned.version


@transaction.atomic
def claim_receipt(code: str, *, by: Actor) -> Complainant | None:
    """The complainant whose receipt code this is, or None; asked under a rate limit by the caller."""
    found = (
        Complainant.objects.filter(receipt_lookup=lookup(code.strip().upper(), "receipt"))
        .select_related("case")
        .first()
    )
    if found is not None:
        audit.record("receipt.opened", found.case, by=by)
    return found


def receipt_again(case: Case, *, by: Actor, mark: str) -> str:
    """The code of an anonymous matter the same person brought a moment ago with the same form. It was not kept."""
    code = _code_from(mark, by)
    known = Complainant.objects.filter(case=case, receipt_lookup=lookup(code, "receipt"))
    return code if case.entered_at > clock.now() - TOLD_FOR and known.exists() else ""


def _code_from(mark: str, by: Actor) -> str:
    return code_from(derived("receipt", by.person_id, mark), RECEIPT_LENGTH)


def written_employer(name: str) -> "Employer | None":
    """The employer of the register that bears exactly the name somebody typed, so that those tied to it are barred."""
    return organisations.employer_named(name) if name.strip() else None


def number_for(body: "Organisation", year: int) -> str:
    """The next number of a body's series for a year, such as 瑞工维〔2026〕0001号."""
    prefix = body.case_prefix
    if not prefix:
        raise Refused(
            no(_("This body has no prefix for case numbers."), _("Ask the system administrator to enter one."))
        )
    return format_case_number(f"{prefix}{SERIES}", year, next_number(f"{prefix}", SERIES, year))


def title_for(kind: str, employer_name: str) -> str:
    """A title that names the matter and the employer, never the worker: “工资 · 宏达物流”."""
    label = str(Kind(kind).label)
    name = employer_name.strip()
    return f"{label} · {name}"[:120] if name else label


def attach(
    case: Case, stored: "StoredFile", *, by: Actor, audience: str, label: str = "", transfer_id: UUID | None = None
) -> CaseFile:
    row = CaseFile(
        case=case,
        stored=stored,
        label=label.strip()[:120],
        audience=audience,
        transfer_id=transfer_id,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
    )
    row.save(force_insert=True)
    return row


def _add_complainant(
    case: Case, *, by: Actor, identity_level: str, person: "Person | None", name: str, phone: str, code: str
) -> str:
    """The worker of the case. Returns the receipt code of an anonymous one, else nothing."""
    row = Complainant(case=case, identity_level=identity_level, amount=case.amount, joined_at=clock.now())
    receipt = ""
    if identity_level == IdentityLevel.ANONYMOUS:
        receipt = code
        row.receipt_lookup = lookup(receipt, "receipt")
    else:
        if person is None and case.source in BY_THEMSELVES and by.person_id:
            person = people.visible_people(by).get(pk=by.person_id)
        row.person_id = person.pk if person else None
        row.name = name.strip() or (person.name if person else "")
        row.phone = phone.strip() or (person.phone if person else "")
        if row.person_id is None and not row.name:
            raise Refused(
                no(
                    _("Nobody is named."),
                    _("Say who the worker is, or choose “anonymous, with a receipt code”."),
                    "nobody",
                )
            )
    row.save(force_insert=True)
    return receipt
