"""Every change to persons, by noun: who they are, what posts and ties they hold, whom they mandate, what they allow."""

from .accounts import (
    accept_invitation,
    change_password,
    invite,
    make_token,
    open_access,
    register_program,
    revoke_program,
    revoke_token,
)
from .mandates import consent, give_mandate, record_mandate, revoke_mandate, trust, withdraw_consent
from .persons import change_details, enrol, enter, export_own_data, note_verification, open_account, reach
from .posts import appoint, dismiss, end_tie, install, record_tie
from .purging import purge_spent
from .signing_in import (
    begin_second_factor,
    check_password,
    check_second_factor,
    drop_second_factor,
    find_single_sign_on,
    note_sign_in,
    note_sign_out,
    renew_recovery_codes,
    send_code,
    use_code,
)

__all__ = [
    "accept_invitation",
    "appoint",
    "begin_second_factor",
    "change_details",
    "change_password",
    "check_password",
    "check_second_factor",
    "consent",
    "dismiss",
    "drop_second_factor",
    "end_tie",
    "enrol",
    "enter",
    "export_own_data",
    "find_single_sign_on",
    "give_mandate",
    "install",
    "invite",
    "make_token",
    "note_sign_in",
    "note_sign_out",
    "note_verification",
    "open_access",
    "open_account",
    "purge_spent",
    "reach",
    "record_mandate",
    "record_tie",
    "register_program",
    "renew_recovery_codes",
    "revoke_mandate",
    "revoke_program",
    "revoke_token",
    "send_code",
    "trust",
    "use_code",
    "withdraw_consent",
]
