"""What do we hold about people, and why? Every field of every table, said once, beside the table: in its module's `fields.py`.

A field is personal (and then ordinary or sensitive) or it is not; a test fails on one that nobody spoke for. From here come the
public page of what is held, the nightly retention, what erasing a person does to each row, and whose record a record is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Sensitivity(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    SENSITIVE = "sensitive", _("sensitive")


class Purpose(models.TextChoices):
    """What it is for."""

    IDENTITY = "identity", _("knowing who you are, so that nobody speaks in your name")
    CONTACT = "contact", _("reaching you")
    MATTERS = "matters", _("working on the matters you bring")
    MEMBERSHIP = "membership", _("your membership and your union's register")
    HELP = "help", _("visiting and helping you")
    MONEY = "money", _("paying you, and answering for the union's money")
    SURVEYS = "surveys", _("asking members what they need")
    DUTY = "duty", _("answering for what is done in office")
    SECURITY = "security", _("protecting accounts and records")


class Basis(models.TextChoices):
    """On which ground of Article 13 of the Personal Information Protection Law."""

    CONSENT = "consent", _("your consent (Art. 13 no. 1)")
    SERVICE = "service", _("needed for the service you asked for (Art. 13 no. 2)")
    LAW = "law", _("a duty under the Trade Union Law (Art. 13 no. 3)")


class OnErasure(models.TextChoices):
    """What becomes of a row when its person is erased, and when its time is over."""

    DELETE = "delete", _("deleted")
    BLANK = "blank", _("emptied; a row without words or names stays for the count")
    KEEP = "keep", _("kept: it holds only keys, or the law asks for it")


@dataclass(frozen=True)
class Rule:
    """From this day on, rows of the class are kept so many days after their end; None as long as the person is with us."""

    since: date
    days: int | None


class Kept(models.TextChoices):
    """How long. The days are in `RULES`, each from the day on which it came into force."""

    PERSON = "person", _("until you have yourself erased")
    MATTER = "matter", _("ten years after the matter ended")
    PAPER = "paper", _("five years after the day")
    WORDS = "words", _("two years")
    DRAFT = "draft", _("thirty days after it was last touched")
    MOMENT = "moment", _("until it has served, a few days at most")
    ARCHIVE = "archive", _("thirty years, as the rules on archives of unions and accounts ask")
    TRAIL = "trail", _("as long as the records it speaks about; it holds keys only")


RULES: dict[Kept, tuple[Rule, ...]] = {
    Kept.PERSON: (Rule(date(2026, 1, 1), None),),
    Kept.MATTER: (Rule(date(2026, 1, 1), 3653),),
    Kept.PAPER: (Rule(date(2026, 1, 1), 1827),),
    Kept.WORDS: (Rule(date(2026, 1, 1), 731),),
    Kept.DRAFT: (Rule(date(2026, 1, 1), 30),),
    Kept.MOMENT: (Rule(date(2026, 1, 1), 7),),
    Kept.ARCHIVE: (Rule(date(2026, 1, 1), 10958),),
    Kept.TRAIL: (Rule(date(2026, 1, 1), None),),
}


@dataclass(frozen=True)
class Link:
    """Through which table a record that is several people's knows them: the table, its key of the record, its person."""

    label: str
    record: str
    person: str = "person_id"


@dataclass(frozen=True)
class Record:
    """One table: what it is to a worker, what of it is personal, whose it is, how long it stays."""

    label: str
    what: StrOrPromise = ""
    purpose: Purpose = Purpose.SECURITY
    basis: Basis = Basis.LAW
    kept: Kept = Kept.TRAIL
    personal: MappingProxyType[str, tuple[Sensitivity, str]] = field(default_factory=lambda: MappingProxyType({}))
    """Field by field: how sensitive, and where the fact is truly held when this is a copy."""
    plain: frozenset[str] = frozenset()
    officials: tuple[tuple[str, str], ...] = ()
    """(person, name) of whoever acted in office: held to answer for it; a worker's own name goes when they are erased.
    Where the row has the name alone, its module takes it off itself."""
    person: str = ""
    """The attribute with the person's key, when the row is one person's."""
    belongs: str = ""
    """The attribute with the key of the record it is part of, when that one is several people's."""
    whole: str = ""
    """The label of that record."""
    people: Link | None = None
    opened: bool = False
    """Whether a row is opened by itself, each opening in the trail, so that its person reads who looked."""
    ends: str = ""
    """The day or moment retention counts from."""
    erased: OnErasure = OnErasure.KEEP

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def fields(self) -> frozenset[str]:
        return self.plain | set(self.personal) | {name for pair in self.officials for name in pair}

    @property
    def is_personal(self) -> bool:
        return bool(self.personal)

    def rule(self, on: date) -> Rule:
        """The rule in force on a day."""
        return max(
            (rule for rule in RULES[self.kept] if rule.since <= on), key=lambda rule: rule.since, default=Rule(on, None)
        )


def record(label: str, *, personal: str = "", plain: str = "", officials: str = "", **rest: Any) -> Record:
    """Say one table shortly: names with blanks between; `text!` is sensitive, `phone=people.Person.phone` a copy,
    `by/by_name` an official's key and name, `/by_name` the name alone."""
    said: dict[str, tuple[Sensitivity, str]] = {}
    for word in personal.split():
        name, _sign, source = word.partition("=")
        said[name.rstrip("!")] = (Sensitivity.SENSITIVE if name.endswith("!") else Sensitivity.ORDINARY, source)
    pairs = tuple((one.partition("/")[0], one.partition("/")[2]) for one in officials.split())
    return Record(label, personal=MappingProxyType(said), plain=frozenset(plain.split()), officials=pairs, **rest)


def not_personal(**tables: str) -> list[Record]:
    """Tables that say nothing about anybody: `Division="id code name"` for one of the module named by `app`."""
    app = tables.pop("app")
    return [record(f"{app}.{name}", plain=fields) for name, fields in tables.items()]


@dataclass(frozen=True)
class Asked:
    """A question for something about a person: whose, which fact it is, and the page on which its own person would meet it."""

    fact: str = ""
    """The fact a signed-in person is not asked for again; none when it is somebody else's, or what is typed is no fact."""
    of: str = "self"
    page: str = ""


SELF = "self"
SOMEBODY = "somebody else"
THING = "not a person"


def asked(of: str, fact: str = "", page: str = "") -> Asked:
    return Asked(fact, of, page)


def forms_asking() -> dict[str, dict[str, Asked]]:
    """What each form asks about people, by module and class (“people.DetailsForm”), as the modules' fields.py say."""
    records()
    return {
        f"{config.label}.{name}": dict(questions)
        for config in apps.get_app_configs()
        if config.name.startswith("unionhall.") and module_has_submodule(config.module, "fields")
        for name, questions in getattr(import_module(f"{config.name}.fields"), "ASKS", {}).items()
    }


_records: dict[str, Record] = {}


def records() -> dict[str, Record]:
    """Every table spoken for, by its label."""
    if not _records:
        for config in apps.get_app_configs():
            if config.name.startswith("unionhall.") and module_has_submodule(config.module, "fields"):
                learn(import_module(f"{config.name}.fields").RECORDS)
    return _records


def learn(said: Iterable[Record]) -> None:
    _records.update({one.label: one for one in said})


def of_module(module: str) -> list[Record]:
    """The tables of a module, and those of packages it speaks for, in the order in which it says them."""
    return list(import_module(f"unionhall.{module}.fields").RECORDS)


def facts() -> dict[str, Sensitivity]:
    """Every fact that is held where it belongs ("people.Person.phone"); copies are not facts."""
    return {
        f"{one.label}.{name}": level
        for one in records().values()
        for name, (level, source) in one.personal.items()
        if not source
    }
