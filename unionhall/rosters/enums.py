"""Closed vocabularies about lists of names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What becomes of one row."""

    NEW = "new", _("new member")
    UPDATED = "updated", _("facts added")
    MOVED = "moved", _("moved from another union")
    UNCHANGED = "unchanged", _("as on record")
    REJECTED = "rejected", _("rejected, given back")
    REVIEW = "review", _("to be looked at")
    ABOVE = "above", _("for the level above")


class Elsewhere(models.TextChoices):
    """What happens to somebody who is a member of another union within the same body."""

    MOVE = "move", _("is moved here, the old membership ends")
    REVIEW = "review", _("is looked at first")


class Decision(models.TextChoices):
    """What an officer decided about a row that was to be looked at."""

    WAITING = "", _("waits")
    JOINED = "joined", _("is the person on record")
    ENTERED = "entered", _("is somebody else, entered anew")
    LEFT_OUT = "left_out", _("left out")


class Field(models.TextChoices):
    """What a column of a list can hold."""

    NAME = "name", _("name of the member")
    IDENTITY = "identity", _("identity number")
    PHONE = "phone", _("phone")
    BIRTH = "birth", _("date of birth")
    SEX = "sex", _("sex")
    SINCE = "since", _("member since")
    UNION = "union", _("union (code or name)")
    USCC = "uscc", _("credit code of the employer")


class Reason(models.TextChoices):
    """Why a row was rejected, or is looked at."""

    NO_NAME = "no_name", _("The name is missing.")
    NAME_LONG = "name_long", _("The name has more than 30 characters.")
    NAME_SHAPE = "name_shape", _("The name holds characters that are no part of a name.")
    NAME_PRIVATE = (
        "name_private",
        _("The name holds a character only the computer it comes from can show; write it anew."),
    )
    IDENTITY_SHAPE = "identity_shape", _("An identity number has 18 characters: 17 digits, then a digit or X.")
    IDENTITY_CHECK = "identity_check", _("The last character of the identity number does not fit the others.")
    IDENTITY_BIRTH = "identity_birth", _("The date of birth in the identity number cannot be right.")
    IDENTITY_REGION = "identity_region", _("The region in the identity number did not exist at that birth.")
    PHONE_SHAPE = "phone_shape", _("A mobile number has 11 digits and begins with 13 to 19.")
    BIRTH_SHAPE = "birth_shape", _("The date of birth cannot be read.")
    BIRTH_DIFFERS = "birth_differs", _("The date of birth is another one than in the identity number.")
    SINCE_SHAPE = "since_shape", _("The day of joining cannot be read, or lies in the future.")
    USCC_SHAPE = "uscc_shape", _("The credit code has a typing mistake.")
    NO_UNION = "no_union", _("There is no such union below this body.")
    NOTHING_TO_TELL = "nothing_to_tell", _("Without identity number, phone or birthday nobody can tell who this is.")
    TWICE = "twice", _("The same person stands in this list before.")
    TOO_WIDE = "too_wide", _("The row has more cells than there are columns.")
    ALIKE = "alike", _("Name and other facts are like those of somebody on record.")
    NAME_DIFFERS = "name_differs", _("The number is on record with another name.")
    MEMBER_ELSEWHERE = "member_elsewhere", _("This person is a member of another union.")
