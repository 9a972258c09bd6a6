"""The one list of "when this happens there, that follows here". Reactions run in the transaction of the fact."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.cases.enums import CONSENT_PURPOSES
from unionhall.cases.events import (
    CaseAssigned,
    CaseCameWith,
    CaseMoved,
    CaseOpenedOutside,
    CaseReceived,
    CaseReleased,
    CaseSentOn,
    ConsentAsked,
    TransferMoved,
    TransferOffered,
    TransferStepTaken,
    WorkerSpoke,
    WorkerWrittenTo,
)
from unionhall.claims import api as claims
from unionhall.core import erasing, events
from unionhall.forming import api as forming
from unionhall.forming.events import FormationMoved
from unionhall.letterbox import api as letterbox
from unionhall.liaison import api as liaison
from unionhall.limits import api as limits
from unionhall.members import api as members
from unionhall.notices import api as notices
from unionhall.notices.events import CallAsked
from unionhall.organisations.events import BodiesMerged, BodyClosing, BodyMoved, ChangeWeighed
from unionhall.papers import api as papers
from unionhall.people import api as people
from unionhall.people.events import ConsentWithdrawn, MandateGiven, PostEnded
from unionhall.places import api as places
from unionhall.planning import api as planning
from unionhall.privacy import api as privacy
from unionhall.privacy.events import PersonErased
from unionhall.problems import api as problems
from unionhall.problems.events import ProblemProposed
from unionhall.registers import api as registers
from unionhall.registers.enums import CONSENT_PURPOSES as REGISTER_PURPOSES
from unionhall.rights import api as rights
from unionhall.rosters import api as rosters
from unionhall.surveys import api as surveys
from unionhall.surveys.events import SurveyClosed, SurveyOpened
from unionhall.ui import slots

REACTIONS: list[tuple[type, Callable[[Any], Any]]] = [
    (PostEnded, cases.reactions.release_cases),
    (PostEnded, liaison.reactions.leave_behind),
    (CaseCameWith, rights.reactions.keep_enclosed),
    (CaseReceived, cases.reactions.tell_of_arrival),
    (CaseReceived, cases.reactions.make_suggestions),
    (CaseReceived, problems.reactions.look_at_new_letters),
    (ProblemProposed, problems.reactions.tell_of_proposal),
    (CaseSentOn, cases.reactions.tell_of_sending_on),
    (CaseAssigned, cases.reactions.tell_of_assignment),
    (CaseOpenedOutside, cases.reactions.tell_of_opening),
    (CaseReleased, cases.reactions.tell_of_release),
    (CaseMoved, cases.reactions.tell_of_move),
    (CaseMoved, cases.reactions.tell_of_turn),
    (CaseMoved, liaison.reactions.follow_case),
    (WorkerWrittenTo, cases.reactions.tell_of_words),
    (WorkerWrittenTo, letterbox.answer_by_mail),
    (WorkerSpoke, cases.reactions.tell_of_worker),
    (ConsentAsked, cases.reactions.tell_of_question),
    (TransferOffered, cases.reactions.ask_for_answer),
    (TransferMoved, cases.reactions.tell_of_transfer),
    (TransferMoved, cases.reactions.tell_of_answer),
    (TransferStepTaken, cases.reactions.tell_of_step),
    (CallAsked, cases.reactions.write_down_call),
    (BodyMoved, cases.reactions.follow_body),
    (BodiesMerged, cases.reactions.hand_over_cases),
    (BodiesMerged, members.reactions.follow_merger),
    (BodyClosing, cases.reactions.keep_body_open),
    (ChangeWeighed, cases.reactions.count_cases),
    (ChangeWeighed, members.reactions.count_members),
    (SurveyOpened, problems.reactions.note_opening),
    (SurveyClosed, problems.reactions.note_closing),
    (FormationMoved, forming.reactions.tell_of_move),
    (MandateGiven, notices.tell_of_mandate),
    (ConsentWithdrawn, registers.reactions.follow_withdrawal),
    # Each module deletes or empties its own, as its fields.py says; people last, since the others ask whose a row is.
    *(
        (PersonErased, erasing.of(module))
        for module in (
            "limits",
            "papers",
            "problems",
            "letterbox",
            "liaison",
            "claims",
            "cases",
            "surveys",
        )
    ),
    (PersonErased, forming.reactions.forget),
    (PersonErased, registers.reactions.forget),
    (PersonErased, members.reactions.forget),
    *((PersonErased, erasing.of(module)) for module in ("funds", "notices", "privacy", "core")),
    (PersonErased, people.own_data.forget),
]

# Who answers, with what they hold, when a person takes out their own data.
HELD_ABOUT_A_PERSON: dict[str, Callable[[UUID], Any]] = {
    "cases": cases.held_about,
    "claims": claims.held_about,
    "members": members.held_about,
    "notices": notices.held_about,
    "letterbox": letterbox.held_about,
    "forming": forming.held_about,
    "papers": papers.held_about,
    "rosters": rosters.held_about,
    "privacy": privacy.held_about,
    "registers": registers.held_about,
    "surveys": surveys.asked_about,
}

# What of a module's own keeps a person from being erased.
IN_THE_WAY: dict[str, Callable[[UUID], Any]] = {
    "people": people.own_data.obstacles,
    "forming": forming.reactions.obstacles,
    "cases": cases.obstacles,
}

# What stands on a page of a lower module: place, title, and the address of the panel for a reader and a record.
PANELS: list[tuple[str, Any, Callable[[Any, Any], str]]] = [
    ("case.file", _("Findings and claims"), claims.findings_of_case),
    ("case.file", _("Limits of the law"), limits.limits_of_case),
    ("case.own", _("Days that matter"), limits.days_of_worker),
    ("case.file", _("E-mail with the worker"), letterbox.mail_of_case),
    ("case.file", _("Shared problem"), problems.problem_of_case),
    ("case.file", _("Papers of the matter"), papers.papers_of_case),
    ("employer.page", _("Who answers for it"), liaison.liaison_of_employer),
    ("person.own", _("Lists I am on"), registers.entries_of_person),
    *(("places.map", title, address) for title, address in planning.LAYERS),
]


def connect() -> None:
    """Connect every pair; called once when the apps are ready."""
    for event, reaction in REACTIONS:
        events.on(event, reaction)
    for module, answer in HELD_ABOUT_A_PERSON.items():
        people.own_data.on_export(module, answer)
    for module, obstacles in IN_THE_WAY.items():
        privacy.on_asked(module, obstacles)
    for purpose, words in {**CONSENT_PURPOSES, **REGISTER_PURPOSES}.items():
        people.own_data.name_purpose(purpose, words)
    people.own_data.name_purpose("membership", _("Keeping your union membership"))
    for place, title, address in PANELS:
        slots.fill(place, title, address)
    places.reach.use(planning.roads.walk)
    places.position.use_reference(planning.roads.reference)
    places.ground.use_roads(planning.roads.drawn, source=planning.roads.source, stamp=planning.roads.stamp)
