"""Closed vocabularies about papers. The values of `PaperKind` are names other modules may rely on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """What a paper is."""

    ARBITRATION_APPLICATION = "arbitration_application", _("arbitration application")
    EVIDENCE_LIST = "evidence_list", _("evidence list")
    PAYMENT_ORDER = "payment_order", _("application for a payment order")
    MEDIATION_AGREEMENT = "mediation_agreement", _("mediation agreement")
    NOTICE_LETTER = "notice_letter", _("notice letter of labour-law supervision")
    OPINION = "opinion", _("opinion of labour-law supervision")
    RECOMMENDATION = "recommendation", _("recommendation of labour-law supervision")
    SUPPORT_REQUEST = "support_request", _("request for support of prosecution")


class How(models.TextChoices):
    """By which way a letter was handed to its receiver."""

    IN_PERSON = "in_person", _("handed over in person")
    POST = "post", _("by registered post")
    OFFICE = "office", _("by official exchange")
    EMAIL = "email", _("by e-mail")


class LimitUnit(models.TextChoices):
    """What the days of a reply limit are."""

    WORKING = "working_days", _("working days")
    CALENDAR = "days", _("calendar days")


LETTERS = (PaperKind.NOTICE_LETTER, PaperKind.OPINION, PaperKind.RECOMMENDATION)
"""One letter, two documents: each follows the one before."""
FOLLOWS = {PaperKind.OPINION: PaperKind.NOTICE_LETTER, PaperKind.RECOMMENDATION: PaperKind.OPINION}
FOR_THE_WORKER = (PaperKind.ARBITRATION_APPLICATION, PaperKind.EVIDENCE_LIST, PaperKind.PAYMENT_ORDER)
"""Papers the worker files; handed over, they stand on the worker's own page."""
SIGNS = {
    PaperKind.ARBITRATION_APPLICATION: "仲申",
    PaperKind.EVIDENCE_LIST: "证",
    PaperKind.PAYMENT_ORDER: "支申",
    PaperKind.NOTICE_LETTER: "监提",
    PaperKind.OPINION: "监意",
    PaperKind.RECOMMENDATION: "监建",
    PaperKind.SUPPORT_REQUEST: "支诉",
}
"""What stands between the body's own sign and the year: 瑞工监提〔2026〕12号."""
