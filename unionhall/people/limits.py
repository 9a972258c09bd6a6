"""How often may somebody try to get in? Counted by account, by phone and by address, on every way in.

Whoever tries a name or phone that does not exist is counted like everybody else, so that the limit tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock, ratelimit
from unionhall.core.http import address_of as address_of
from unionhall.core.ratelimit import Limited, limit
from unionhall.core.verdict import YES, Verdict

QUARTER = 15 * 60
HOUR = 3600
DAY = 24 * HOUR
TRIES = 5
TRIES_FROM_ONE_ADDRESS = 60
CODES_TO_ONE_PHONE_AN_HOUR = 5
CODES_TO_ONE_PHONE_A_DAY = 10
CODES_FROM_ONE_ADDRESS_AN_HOUR = 30
SECONDS_BETWEEN_CODES = 60


def one_try(way: str, target: str, address: str) -> Verdict:
    """Count one try at a way in: five per target, sixty per address, in a quarter of an hour."""
    return _first_no(
        lambda: limit(f"{way} by address", address, times=TRIES_FROM_ONE_ADDRESS, seconds=QUARTER),
        lambda: limit(f"{way} by target", target.casefold(), times=TRIES, seconds=QUARTER),
    )


def one_address(way: str, address: str) -> Verdict:
    """Count one try at a way in that names no target."""
    return _first_no(lambda: limit(f"{way} by address", address, times=TRIES_FROM_ONE_ADDRESS, seconds=QUARTER))


def forget_tries(way: str, target: str) -> None:
    """After a success, the tries at this target no longer count."""
    ratelimit.reset(f"{way} by target", target.casefold())


def one_code(phone: str, address: str) -> Verdict:
    """Count one text: once a minute, five an hour and ten a day to one phone, thirty an hour from one address."""
    return _first_no(
        lambda: limit("code by phone and minute", phone, times=1, seconds=SECONDS_BETWEEN_CODES),
        lambda: limit("code by address", address, times=CODES_FROM_ONE_ADDRESS_AN_HOUR, seconds=HOUR),
        lambda: limit("code by phone and hour", phone, times=CODES_TO_ONE_PHONE_AN_HOUR, seconds=HOUR),
        lambda: limit("code by phone and day", phone, times=CODES_TO_ONE_PHONE_A_DAY, seconds=DAY),
    )


def forget_codes(phone: str) -> None:
    """Texts that never left through no fault of the worker do not count against them; those from one address still do."""
    for scope in ("code by phone and minute", "code by phone and hour", "code by phone and day"):
        ratelimit.reset(scope, phone)


def _first_no(*counts: Callable[[], Verdict]) -> Verdict:
    """The first refusal, in words that say until when. What is refused by one limit is not counted by the next."""
    for count in counts:
        verdict = count()
        if isinstance(verdict, Limited):
            opens = localtime(clock.now() + timedelta(seconds=verdict.retry_after + 59))
            time = f"{opens:%m-%d %H:%M}" if verdict.retry_after > DAY / 2 else f"{opens:%H:%M}"
            return Limited(
                _("That was tried too often."),
                format_lazy(_("Please try again after {time}. Nothing else is lost."), time=time),
                verdict.code,
                verdict.retry_after,
            )
    return YES
