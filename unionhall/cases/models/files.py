"""Files on a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Audience
from .case import Case
from .facts import Fact


class CaseFile(Fact):
    """A stored file put on a case: evidence, a letter, a produced document; with the audience that may open it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(_("what it shows"), max_length=120, blank=True)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience, default=Audience.WORKER)
    transfer = models.ForeignKey(
        "cases.Transfer", on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="case_file_by_case")]
