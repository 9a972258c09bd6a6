"""Coming in: codes for workers, passwords and a second factor for officers.

Whether a phone, a name or an account exists is told by nothing here: not by the answer, not by its words, not by the work done.
Limits are counted before anything is looked at, outside the transaction, so that a failed try counts.
"""

import base64
import hmac
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from unionhall.core import audit, clock, gateway
from unionhall.core.actor import Actor, system
from unionhall.core.events import after_commit
from unionhall.core.identity import check_mobile, normalise_phone
from unionhall.core.sealed import lookup, mask_phone, sealing_prefix

from .. import access, limits
from ..models import Account, Person, SignInCode
from .persons import enter, open_account

CODE_LASTS = timedelta(minutes=5)
TRIES_PER_CODE = 5
DELIVERY_ATTEMPTS = 7
"""One at once and six by the job, within the five minutes."""
CODE_WORDS = _("Your code is %(code)s, valid for 5 minutes. We never ask for it, and nor should anybody else.")
DOOR = system("sign-in")


def send_code(phone: str, *, by: Actor, address: str) -> SignInCode:
    """Text a six-digit code to a phone, known or not. Only the newest code counts.

    The first try is made as soon as the code is safe; a job stands behind it, for when the gateway or this process is away.
    """
    check_mobile(phone).or_refuse()
    phone = normalise_phone(phone)
    limits.one_code(phone, address).or_refuse()
    code = f"{secrets.randbelow(1_000_000):06}"
    with transaction.atomic():
        key = lookup(phone, "phone")
        SignInCode.objects.filter(phone_lookup=key, used_at__isnull=True).update(used_at=clock.now(), phone="", text="")
        sent_at = clock.now()
        row = SignInCode(
            phone_lookup=key,
            code_hash=_code_hash(phone, code),
            sent_at=sent_at,
            expires_at=sent_at + CODE_LASTS,
            tries_left=TRIES_PER_CODE,
            phone=phone,
            text=str(CODE_WORDS % {"code": code}),
        )
        row.save(force_insert=True)
        audit.record("sign_in.code_sent", row, by=by)
        later = app.configure_task("people.deliver_code", queue="texts", priority=10, schedule_in={"seconds": 15})
        later.defer(code_id=str(row.pk))
        after_commit(lambda: deliver_code(row.pk, by=DOOR))
    return row


@transaction.atomic
def deliver_code(code_id: UUID, *, by: Actor) -> gateway.GatewayError | None:
    """Hand the text of a code to the gateway. Returns the error while another try makes sense; afterwards nothing is kept.

    The row stays locked meanwhile, so that two workers never send one text twice, and the gateway gets its key as
    reference. A gateway that is away takes nobody's next code: what was counted for this one is forgotten.
    """
    row = SignInCode.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=code_id).first()
    if row is None or row.delivered_at is not None or row.failed_at is not None or row.used_at is not None:
        return None
    access.may_deliver_code(by).or_refuse()
    error: gateway.GatewayError | None = None
    if row.expires_at > clock.now():
        row.attempts += 1
        try:
            gateway.send_text(row.phone, row.text, reference=row.pk.hex)
            row.delivered_at = clock.now()
        except gateway.GatewayError as failure:
            error = failure
            if error.retry and row.attempts < DELIVERY_ATTEMPTS:
                row.save(update_fields=["attempts"])
                return error
    if row.delivered_at is None:
        row.failed_at = clock.now()
        audit.record("sign_in.code_not_sent", row, by=by, attempts=row.attempts)
        if error is None or error.retry:
            limits.forget_codes(row.phone)
    row.phone = row.text = ""
    row.save(update_fields=["attempts", "delivered_at", "failed_at", "phone", "text"])
    return None


def use_code(phone: str, code: str, *, by: Actor, address: str) -> Account | None:
    """The account of whoever holds the phone, made at the first sign-in; None if the code is wrong, old or used."""
    phone = normalise_phone(phone)
    limits.one_try("code", phone, address).or_refuse()
    with transaction.atomic():
        now = clock.now()
        row = (
            SignInCode.objects.select_for_update(of=("self",))
            .filter(phone_lookup=lookup(phone, "phone"), used_at__isnull=True)
            .order_by("-sent_at", "-pk")
            .first()
        )
        given = _code_hash(phone, code)
        fits = row is not None and hmac.compare_digest(bytes(row.code_hash), given)
        if row is None or not fits or row.tries_left < 1 or row.expires_at <= now:
            if row is not None and row.tries_left:
                row.tries_left -= 1
                row.save(update_fields=["tries_left"])
            audit.record("sign_in.refused", None, by=by, way="code")
            return None
        row.used_at = now
        row.save(update_fields=["used_at"])
        account = _account_of(phone)
    limits.forget_tries("code", phone)
    access.may_sign_in_by_code(account).or_refuse()
    return account


def check_password(username: str, password: str, *, by: Actor, address: str) -> Account | None:
    """The account that this name and password open, or None. An unknown name costs the same hashing as a known one."""
    username = username.strip()
    limits.one_try("password", username, address).or_refuse()
    with transaction.atomic():
        account = Account.objects.filter(username=username).first()
        if account is None:
            Account().set_password(password)
            fits = False
        else:
            fits = account.check_password(password) and account.is_active
        if not fits:
            audit.record("sign_in.refused", None, by=by, way="password")
            return None
    limits.forget_tries("password", username)
    return account


@transaction.atomic
def find_single_sign_on(claims: dict[str, Any], *, by: Actor) -> Account | None:
    """The one account of a verified e-mail address, or of the sign-in name if the service gives names out itself.

    An address the service has not verified says nothing, and an address held by two accounts belongs to neither.
    """
    found: list[Account] = []
    email = str(claims.get("email") or "")
    if email and claims.get("email_verified") is True:
        found = list(Account.objects.filter(email__iexact=email, is_active=True).order_by("pk")[:2])
    claim = settings.SINGLE_SIGN_ON_USERNAME_CLAIM
    if not found and claim and claims.get(claim):
        found = list(Account.objects.filter(username=str(claims[claim]), is_active=True).order_by("pk")[:2])
    if len(found) != 1 or not access.may_sign_in_elsewhere(found[0]):
        audit.record("sign_in.refused", None, by=by, way="single_sign_on")
        return None
    return found[0]


def begin_second_factor(account: Account, secret: str, code: str, *, by: Actor, address: str) -> list[str] | None:
    """Take up a second factor with the code it shows now, and get recovery codes; None if the code does not fit."""
    limits.one_try("second factor", str(account.pk), address).or_refuse()
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        access.may_begin_second_factor(by, account).or_refuse()
        counter = _counter(secret, code)
        if counter is None:
            audit.record("sign_in.refused", account, by=by, way="second_factor")
            return None
        data = {"secret": encrypt(secret), "last_counter": counter}
        Authenticator.objects.create(
            user=account, type=Authenticator.Type.TOTP, data=data, created_at=clock.now(), last_used_at=clock.now()
        )
        codes = _fresh_recovery_codes(account)
        audit.record("second_factor.begun", account, by=by)
    limits.forget_tries("second factor", str(account.pk))
    return codes


def check_second_factor(account: Account, code: str, *, by: Actor, address: str) -> bool:
    """Whether a code is the one the device shows now and was not used before, or a recovery code not used before."""
    limits.one_try("second factor", str(account.pk), address).or_refuse()
    with transaction.atomic():
        rows = {
            row.type: row
            for row in Authenticator.objects.select_for_update(of=("self",)).filter(user=account).order_by("pk")
        }
        digits = "".join(char for char in code if char.isalnum())
        way = ""
        if _fits_device(rows.get(Authenticator.Type.TOTP), digits):
            way = "device"
        elif (spare := rows.get(Authenticator.Type.RECOVERY_CODES)) and RecoveryCodes(spare).validate_code(digits):
            way = "recovery_code"
        if not way:
            audit.record("sign_in.refused", account, by=by, way="second_factor")
            return False
        audit.record("second_factor.shown", account, by=by, way=way)
    limits.forget_tries("second factor", str(account.pk))
    return True


@transaction.atomic
def renew_recovery_codes(account: Account, *, by: Actor) -> list[str]:
    """New recovery codes; the old ones no longer work."""
    access.may_change_account(by, account).or_refuse()
    codes = _fresh_recovery_codes(account)
    audit.record("recovery_codes.renewed", account, by=by)
    return codes


@transaction.atomic
def drop_second_factor(account: Account, *, by: Actor, reason: str) -> None:
    """Take a lost device off an account. Its holder sets up a new one at the next sign-in, and is signed out till then."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    access.may_steer_account(by, account).or_refuse()
    access.needs_reason(by, reason).or_refuse()
    Authenticator.objects.filter(user=account).delete()
    account.sessions_ended += 1
    account.save(update_fields=["sessions_ended"])
    audit.record("second_factor.dropped", account, by=by, purpose=reason)


@transaction.atomic
def reseal_second_factors(*, by: Actor) -> int:
    """Renew under the newest key what devices and recovery codes keep sealed under older ones. Returns how many."""
    access.may_purge(by).or_refuse()
    renewed = 0
    newest = base64.b64encode(sealing_prefix()).decode().rstrip("=")[:-1]
    for row in Authenticator.objects.select_for_update(of=("self",)).order_by("pk"):
        name = "secret" if row.type == Authenticator.Type.TOTP else "seed"
        if not row.data[name].startswith(newest):
            row.data[name] = encrypt(decrypt(row.data[name]))
            row.save(update_fields=["data"])
            renewed += 1
    return renewed


@transaction.atomic
def note_sign_in(account: Account, *, by: Actor, way: str, second_factor: bool) -> None:
    """Write into the audit trail that somebody came in, and how."""
    audit.record("account.signed_in", account, by=by, way=way, second_factor=second_factor)


@transaction.atomic
def note_sign_out(account: Account, *, by: Actor) -> None:
    """Write into the audit trail that somebody left."""
    audit.record("account.signed_out", account, by=by)


def _code_hash(phone: str, code: str) -> bytes:
    return bytes(lookup(f"{phone} {code}", "sign-in code"))


def _account_of(phone: str) -> Account:
    """The account of a phone's holder; person and account are made when they come for the first time."""
    person = Person.objects.filter(phone_lookup=lookup(phone, "phone")).first()
    if person is None:
        person = enter(by=DOOR, name=mask_phone(phone), phone=phone)
    account = Account.objects.filter(person=person).first()
    return account or open_account(person, by=DOOR, username=f"worker-{person.pk.hex}")


def _fits_device(row: Any, code: str) -> bool:
    """Whether the device shows this code now. A code counts once: what was used, and all before it, is over."""
    if row is None:
        return False
    secret = decrypt(row.data["secret"])
    counter = _counter(secret, code)
    if counter is None or counter <= row.data.get("last_counter", 0):
        return False
    row.data = {"secret": encrypt(secret), "last_counter": counter}
    row.last_used_at = clock.now()
    row.save(update_fields=["data", "last_used_at"])
    return True


def _counter(secret: str, code: str) -> int | None:
    """The step of time to which a code belongs, one step either side of now; None if it belongs to none of them."""
    found = None
    for counter in totp.yield_hotp_counters_from_time():
        if hmac.compare_digest(totp.format_hotp_value(totp.hotp_value(secret, counter)).encode(), code.encode()):
            found = counter
    return found


def _fresh_recovery_codes(account: Account) -> list[str]:
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    return RecoveryCodes.activate(account).get_unused_codes()
