"""Closed vocabularies about cases, apart from their states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a matter is about."""

    WAGES = "wages", _("wages")
    CONTRACT = "contract", _("labour contract")
    DISMISSAL = "dismissal", _("dismissal")
    INJURY = "injury", _("work injury")
    SOCIAL_INSURANCE = "social_insurance", _("social insurance")
    HOURS_LEAVE = "hours_leave", _("hours and leave")
    WOMEN = "women", _("women's rights")
    SAFETY = "safety", _("safety and health")
    PLATFORM = "platform", _("platform work")
    LIVING = "living", _("canteen, housing and daily life")
    OTHER = "other", _("other")


class About(models.TextChoices):
    """What a suggestion is about."""

    KIND = "kind", _("kind of matter")
    BODY = "body", _("responsible body")
    URGENCY = "urgency", _("urgency")
    SAME = "same", _("the same matter")


class Urgency(models.TextChoices):
    """How badly a matter waits."""

    NORMAL = "normal", _("normal")
    SOON = "soon", _("soon")
    URGENT = "urgent", _("urgent")


# What is answered rather than settled: no dispute between a worker and an employer about a right.
NO_DISPUTE = (Kind.LIVING,)


class IdentityLevel(models.TextChoices):
    """Who learns the worker's name."""

    NAMED = "named", _("named")
    HIDDEN = "hidden", _("hidden from the employer")
    ANONYMOUS = "anonymous", _("anonymous, with a receipt code")


class Source(models.TextChoices):
    """How a matter reached us."""

    WEB = "web", _("online")
    PHONE = "phone", _("telephone")
    PAPER = "paper", _("paper")
    VISIT = "visit", _("visit")
    EMAIL = "email", _("e-mail")
    RECEPTION = "reception", _("reception day")
    SURVEY = "survey", _("survey")
    LETTER = "letter", _("letter import")
    API = "api", _("another system")


class PartyRole(models.TextChoices):
    EMPLOYER = "employer", _("employer")
    DISPATCH = "dispatch", _("labour-dispatch firm")
    PLATFORM = "platform", _("platform enterprise")
    INSURER = "insurer", _("insurer")
    LAWYER = "lawyer", _("lawyer")
    MEDIATOR = "mediator", _("mediator")
    REPRESENTATIVE = "representative", _("workers' representative")
    OTHER = "other", _("other")


class Audience(models.TextChoices):
    """Who may read a note or a file besides the union's own handlers."""

    INTERNAL = "internal", _("internal")
    WORKER = "worker", _("shared with the worker")
    AGENCY = "agency", _("shared with the agency")


class Release(models.TextChoices):
    """Why a case is in nobody's hands any more."""

    POST_ENDED = "post_ended", _("the post of whoever handled it has ended")
    TIED = "tied", _("whoever handled it has a tie to an employer in it")


class SessionKind(models.TextChoices):
    CONSULTATION = "consultation", _("consultation")
    NEGOTIATION = "negotiation", _("negotiation")
    MEDIATION = "mediation", _("mediation session")
    CALL = "call", _("telephone call")
    VISIT = "visit", _("visit to the employer")


class Stage(models.TextChoices):
    """When a matter was resolved: before or after it was filed with arbitration or a court (mechanism R1)."""

    BEFORE_FILING = "before_filing", _("before filing")
    IN_LITIGATION = "in_litigation", _("during arbitration or litigation")


class Manner(models.TextChoices):
    """How a matter was resolved."""

    ADVICE = "advice", _("advice")
    NEGOTIATION = "negotiation", _("negotiation")
    MEDIATION = "mediation", _("mediation")
    AWARD = "award", _("arbitral award")
    JUDGMENT = "judgment", _("judgment or court settlement")


class CallbackOutcome(models.TextChoices):
    PENDING = "", _("not yet made")
    PERFORMED = "performed", _("performed")
    PARTLY = "partly", _("partly performed")
    UNPAID = "unpaid", _("not performed")
    UNREACHED = "unreached", _("nobody reached")


class TransferKind(models.TextChoices):
    """A transfer moves the case; a referral asks another body for a service while the case stays."""

    TRANSFER = "transfer", _("transfer")
    REFERRAL = "referral", _("referral")


class TransferPurpose(models.TextChoices):
    """What is asked of the other body."""

    COMPETENT_BODY = "competent_body", _("to the competent body")
    CLUE = "clue", _("clue transfer")
    SUPPORT_PROSECUTION = "support_prosecution", _("request for support of prosecution")
    JOINT_HANDLING = "joint_handling", _("joint handling")
    INSPECTION = "inspection", _("labour inspection")
    LEGAL_AID = "legal_aid", _("legal aid")
    ARBITRATION = "arbitration", _("arbitration")


class StepKind(models.TextChoices):
    """Dated steps of cooperation with an agency (mechanism R3)."""

    LETTER = "letter", _("letter of support")
    STUDY = "study", _("joint study")
    HEARING = "hearing", _("hearing")
    COURT_DATE = "court_date", _("court date")
    OUTCOME = "outcome", _("outcome")
    MESSAGE = "message", _("message")


class Solved(models.TextChoices):
    SOLVED = "solved", _("solved")
    PARTLY = "partly", _("partly solved")
    NOT_SOLVED = "not_solved", _("not solved")


class DayUnit(models.TextChoices):
    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class Purpose(models.TextChoices):
    """Why somebody opens a file; the worker sees it."""

    HANDLING = "handling", _("handles this matter")
    DUTY = "duty", _("on duty at the responsible body")
    SUPERVISION = "supervision", _("supervises the responsible body")
    OWN = "own", _("own matter")
    MANDATE = "mandate", _("acts for the worker")
    TRANSFER = "transfer", _("the matter was transferred to them")
    REPLY = "reply", _("answers by a one-time link")
    CALL_BACK = "call_back", _("saw the phone number, to call about this matter")
    VERIFY = "verify", _("saw the phone number, to make sure who it is")
    APPOINTMENT = "appointment", _("saw the phone number, to arrange a session")
    URGENT = "urgent", _("saw the phone number, because somebody is in danger")


# What a worker consented to, in words; by the purpose kept with the consent.
CONSENT_PURPOSES = {
    "case": _("Handling a matter you brought to us"),
    "transfer": _("Passing a matter of yours on to another body"),
}
