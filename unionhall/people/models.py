"""What persons are and hold, and which rules the database holds about them."""

from datetime import date, datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import LookupField, SealedTextField

from .enums import (
    ADMINISTRATORS,
    Channel,
    Delivery,
    EndedWhy,
    EnteredThrough,
    MandateBasis,
    MandateKind,
    MandateStanding,
    RetainedWhy,
    Role,
    Sex,
    Standing,
    TieKind,
)


class Person(models.Model):
    """A human being we serve or who serves: one row each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=60)
    phone = SealedTextField(_("phone"), blank=True, of_person="id")
    phone_lookup = LookupField(_("phone, keyed hash"), of="phone", purpose="phone", null=True, blank=True)
    identity_number = SealedTextField(_("identity number"), blank=True, of_person="id")
    identity_lookup = LookupField(
        _("identity number, keyed hash"), of="identity_number", purpose="identity", null=True, blank=True
    )
    birth_on = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.UNKNOWN, blank=True)
    channel = models.CharField(_("how to reach"), max_length=10, choices=Channel, default=Channel.TEXT)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_lookup"],
                name="person_identity_number_is_held_once",
                violation_error_message=_("A person with this identity number exists already."),
            ),
            models.UniqueConstraint(
                fields=["phone_lookup"],
                name="person_phone_is_held_once",
                violation_error_message=_("A person with this phone exists already."),
            ),
        ]
        indexes = [
            # Lists of names are compared with the people on record: those without an identity number, and by birthday.
            models.Index(
                fields=["name"], name="person_without_number_by_name", condition=Q(identity_lookup__isnull=True)
            ),
            models.Index(fields=["name", "birth_on"], name="person_by_name_and_birthday"),
        ]

    def __str__(self) -> str:
        return f"person {str(self.pk)[-6:]}"


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by the name it signs in with, and always with its person: every request asks for both."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """The means by which a person signs in. Workers have no password: a code is sent to their phone."""

    last_login = None  # the audit trail holds every sign-in
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    username = models.CharField(_("sign-in name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    opened_at = models.DateTimeField(_("opened at"))
    sessions_ended = models.PositiveIntegerField(
        _("times all sessions were ended"), default=0, help_text=_("Counting up signs the account out everywhere.")
    )

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["username"],
                name="account_username_is_used_once",
                violation_error_message=_("This sign-in name is taken."),
            )
        ]

    def __str__(self) -> str:
        return f"account {str(self.pk)[-6:]}"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match to stay open: the password, and how often all sessions were ended."""
        return salted_hmac(
            "unionhall.people.Account", f"{self.password}\0{self.sessions_ended}", secret=secret, algorithm="sha256"
        ).hexdigest()


class Post(models.Model):
    """A role at an organisation, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="post_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until__isnull=True, role__in=[str(role) for role in ADMINISTRATORS]),
                name="nobody_holds_two_administrator_posts",
                violation_error_message=_("System, security and audit administrator are three different people."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "role"], name="post_by_person"),
            models.Index(fields=["organisation", "role"], name="post_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {str(self.person_id)[-6:]}"


class Tie(models.Model):
    """A reason why a person is not neutral towards an employer. Whoever is tied never sees matters that name it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("organisations.Employer", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=TieKind)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="tie_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            )
        ]
        indexes = [
            models.Index(fields=["person", "employer"], name="tie_by_person"),
            models.Index(fields=["employer", "person"], name="tie_by_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {str(self.person_id)[-6:]}"


class Membership(models.Model):
    """A worker's membership of one union, from one day to another.

    The defaults are the database's own, so that a list of a million names copied straight in needs only the first five.
    Two closed rows of one person that overlap are refused by the actions, under a lock on the person: an exclusion
    constraint over ranges would need an extension (btree_gist).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.ACTIVE, db_default=str(Standing.ACTIVE)
    )
    retained_since = models.DateField(_("kept since"), null=True, blank=True)
    retained_why = models.CharField(
        _("why it is kept"), max_length=12, choices=RetainedWhy, blank=True, default="", db_default=""
    )
    ended_why = models.CharField(
        _("how it ended"), max_length=12, choices=EndedWhy, blank=True, default="", db_default=""
    )
    entered_through = models.CharField(
        _("entered through"),
        max_length=10,
        choices=EnteredThrough,
        default=EnteredThrough.PAPER,
        db_default=str(EnteredThrough.PAPER),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until__isnull=True),
                name="nobody_is_a_member_twice",
                violation_error_message=_("This person is a member of another union. Transfer the membership instead."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.ACTIVE, retained_since__isnull=True, retained_why="")
                | (Q(standing=Standing.RETAINED, retained_since__isnull=False) & ~Q(retained_why="")),
                name="a_kept_membership_says_since_when_and_why",
                violation_error_message=_("Say since when and why the membership is kept."),
            ),
            models.CheckConstraint(
                condition=Q(ended_why="") | Q(until__isnull=False),
                name="only_an_ended_membership_says_how_it_ended",
                violation_error_message=_("A membership that goes on has not ended."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "until"], name="membership_by_union")]

    def __str__(self) -> str:
        return f"member {str(self.person_id)[-6:]}"


class Mandate(models.Model):
    """A worker's leave for another person to act for them, recorded with its basis. It counts once the other accepts it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agent_called = models.CharField(_("name as the giver wrote it"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MandateKind)
    basis = models.CharField(_("basis"), max_length=12, choices=MandateBasis)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    answer_by = models.DateField(_("to be answered by"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("said yes at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("said no at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="a_mandate_is_accepted_or_declined",
                violation_error_message=_("This mandate was answered already."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | Q(answer_by__isnull=False),
                name="an_open_mandate_is_answered_by_a_day",
                violation_error_message=_("Name the last day for an answer."),
            ),
            models.CheckConstraint(
                condition=~Q(principal=models.F("agent")),
                name="nobody_mandates_themselves",
                violation_error_message=_("A person needs no mandate to act for themselves."),
            ),
        ]
        indexes = [
            models.Index(fields=["agent", "principal"], name="mandate_by_agent"),
            models.Index(fields=["principal"], name="mandate_by_principal"),
        ]

    def __str__(self) -> str:
        return f"mandate {str(self.pk)[-6:]}"

    def standing(self, on: date) -> MandateStanding:
        """Where it stands on a day."""
        if self.revoked_at is not None:
            return MandateStanding.ENDED
        if self.declined_at is not None:
            return MandateStanding.DECLINED
        if self.until is not None and self.until < on:
            return MandateStanding.OVER
        if self.accepted_at is None:
            lapsed = self.answer_by is not None and self.answer_by < on
            return MandateStanding.LAPSED if lapsed else MandateStanding.WAITING
        return MandateStanding.LATER if self.since > on else MandateStanding.IN_FORCE


class Consent(models.Model):
    """A person's consent to one purpose, in the words they were shown, until they take it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=60)
    subject = models.CharField(_("subject"), max_length=80, blank=True)
    text_version = models.CharField(_("version of the text"), max_length=20)
    separate = models.BooleanField(_("given separately"), default=True)
    given_at = models.DateTimeField(_("given at"))
    given_through = models.CharField(_("given through"), max_length=20)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "purpose"], name="consent_by_person")]

    def __str__(self) -> str:
        return f"consent {self.purpose}"


class SignInCode(models.Model):
    """A one-time code sent to a phone. Its keyed hash is kept; the text itself, sealed, only until it has left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_lookup = LookupField(_("phone, keyed hash"))
    code_hash = models.BinaryField(_("keyed hash of the code"))
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("expires at"))
    tries_left = models.PositiveSmallIntegerField(_("tries left"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    phone = SealedTextField(_("phone"), blank=True, default="")
    text = SealedTextField(_("text to be sent"), blank=True, default="")
    attempts = models.PositiveSmallIntegerField(_("attempts to send"), default=0)
    delivered_at = models.DateTimeField(_("handed to the gateway at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up at"), null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["phone_lookup", "-sent_at"], name="sign_in_code_by_phone")]

    def __str__(self) -> str:
        return f"code {str(self.pk)[-6:]}"

    def delivery(self, at: datetime) -> Delivery:
        """Whether the text has left, still may, or never will."""
        if self.delivered_at is not None:
            return Delivery.SENT
        if self.failed_at is not None or self.expires_at <= at:
            return Delivery.FAILED
        return Delivery.TRYING


class ApiToken(models.Model):
    """A personal token with which a person's own programs act as that person. Only its keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    token_hash = LookupField(_("keyed hash"), purpose="token", unique=True)
    scopes = models.JSONField(_("scopes"), default=list)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    def __str__(self) -> str:
        return f"token {str(self.pk)[-6:]}"


class ApiClient(models.Model):
    """A program of a body or agency that signs in with client credentials and acts under one post."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=60)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The natural person answerable for the program."),
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    secret_hash = LookupField(_("keyed hash of the secret"), purpose="token")
    scopes = models.JSONField(_("scopes"), default=list)
    made_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    def __str__(self) -> str:
        return f"client {str(self.pk)[-6:]}"


class ApiAccess(models.Model):
    """A short-lived bearer token given to a client for its credentials."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="+")
    token_hash = LookupField(_("keyed hash"), purpose="token", unique=True)
    expires_at = models.DateTimeField(_("expires at"))

    def __str__(self) -> str:
        return f"access {str(self.pk)[-6:]}"
