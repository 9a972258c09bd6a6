"""Which kinds of body, level and agency exist?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """The height of a union body in the tree; a smaller number stands higher."""

    NATIONAL = 1, _("national")
    PROVINCE = 2, _("province")
    CITY = 3, _("city")
    COUNTY = 4, _("county")
    TOWNSHIP = 5, _("township or street")
    UNION = 6, _("grassroots union")


# The column that holds a row's ancestor at each level. One equality on one of these columns is "in the subtree of".
LEVEL_COLUMN: dict[int, str] = {
    Level.NATIONAL: "at_national",
    Level.PROVINCE: "at_province",
    Level.CITY: "at_city",
    Level.COUNTY: "at_county",
    Level.TOWNSHIP: "at_township",
    Level.UNION: "at_union",
}


class OrganisationKind(models.TextChoices):
    FEDERATION = "federation", _("federation")
    UNION = "union", _("grassroots union")
    JOINT_UNION = "joint_union", _("joint union")
    INDUSTRIAL_UNION = "industrial_union", _("industrial union")
    AGENCY = "agency", _("partner agency")


class JointScope(models.TextChoices):
    """What the units of a joint union have in common. Their workers join the union directly."""

    MARKET = "market", _("a market")
    STREET = "street", _("a street")
    BUILDING = "building", _("a building")
    PARK = "park", _("an industrial park")
    VILLAGE = "village", _("a village")
    INDUSTRY = "industry", _("an industry")


class ChangeKind(models.TextChoices):
    """What may happen to a body's place in the tree, on a day."""

    MOVE = "move", _("moves below another body")
    MERGE = "merge", _("is merged into another body")
    CLOSE = "close", _("is closed")


class CodeFit(models.TextChoices):
    """Does a code of a place fit a day? A number may be given years after a birth, but not under a code that had ended."""

    THEN = "then", _("in force on that day")
    LATER = "later", _("came into force after that day")
    BEFORE = "before", _("had ended before that day")


class AgencyKind(models.TextChoices):
    PROCURATORATE = "procuratorate", _("procuratorate")
    COURT = "court", _("court")
    LABOUR_AUTHORITY = "labour_authority", _("labour authority")
    JUSTICE_BUREAU = "justice_bureau", _("justice bureau")
    ARBITRATION = "arbitration", _("arbitration commission")


class Industry(models.TextChoices):
    """Coarse industries, enough to route a matter. The letters in brackets are the sections of GB/T 4754."""

    MANUFACTURING = "manufacturing", _("manufacturing")
    CONSTRUCTION = "construction", _("construction")
    TRANSPORT = "transport", _("transport and delivery")
    TRADE = "trade", _("wholesale and retail")
    CATERING = "catering", _("catering and lodging")
    SERVICES = "services", _("residential and business services")
    INFORMATION = "information", _("information technology")
    EDUCATION_HEALTH = "education_health", _("education and health")
    MINING_ENERGY = "mining_energy", _("mining and energy")
    AGRICULTURE = "agriculture", _("agriculture")
    PUBLIC = "public", _("public bodies")
    OTHER = "other", _("other")
