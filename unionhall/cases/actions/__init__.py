"""Every change to cases, by noun. One verb, one function, one transaction, one audit line."""

from .answers import answer
from .bulk import apply, begin_bulk, finish_bulk, settle_share
from .choices import choose
from .clocks import recompute
from .consents import answer_consent, ask_consent, hear_consent, take_back_consent
from .drafts import add_draft_file, discard_draft, purge_drafts, remove_draft_file, save_draft, submit_draft
from .employers import identify_employer
from .entry import enter
from .feedback import answer_feedback, lapse
from .groups import add_workers, gather, join, split
from .handling import assign, release
from .intake import bring, claim_receipt, receipt_again
from .moves import (
    accept,
    arbitrate,
    close,
    consult,
    fail,
    litigate,
    mediate,
    negotiate,
    refuse,
    reopen,
    withdraw,
)
from .promises import bring_promises, promise
from .rules import change_rule, end_rule, move_rule, try_rules, write_rule
from .settlement import call_back, default, perform, settle, write_agreement
from .transfers import (
    accept_transfer,
    decline_transfer,
    finish_transfer,
    hand_over,
    lapse_transfer,
    link_out,
    offer,
    record_step,
    return_transfer,
    revoke_transfer,
)
from .triage import keep_model, suggest
from .work import (
    add_file,
    add_party,
    correct,
    delete_view,
    extend,
    hold_session,
    message,
    reroute,
    resume,
    save_view,
    show_phone,
    suspend,
    write_note,
)

__all__ = [
    "accept",
    "accept_transfer",
    "add_draft_file",
    "add_file",
    "add_party",
    "add_workers",
    "answer",
    "answer_consent",
    "answer_feedback",
    "apply",
    "arbitrate",
    "ask_consent",
    "assign",
    "begin_bulk",
    "bring",
    "bring_promises",
    "call_back",
    "change_rule",
    "choose",
    "claim_receipt",
    "close",
    "consult",
    "correct",
    "decline_transfer",
    "default",
    "delete_view",
    "discard_draft",
    "end_rule",
    "enter",
    "extend",
    "fail",
    "finish_bulk",
    "finish_transfer",
    "gather",
    "hand_over",
    "hear_consent",
    "hold_session",
    "identify_employer",
    "join",
    "keep_model",
    "lapse",
    "lapse_transfer",
    "link_out",
    "litigate",
    "mediate",
    "message",
    "move_rule",
    "negotiate",
    "offer",
    "perform",
    "promise",
    "purge_drafts",
    "receipt_again",
    "recompute",
    "record_step",
    "refuse",
    "release",
    "remove_draft_file",
    "reopen",
    "reroute",
    "resume",
    "return_transfer",
    "revoke_transfer",
    "save_draft",
    "save_view",
    "settle",
    "settle_share",
    "show_phone",
    "split",
    "submit_draft",
    "suggest",
    "suspend",
    "take_back_consent",
    "try_rules",
    "withdraw",
    "write_agreement",
    "write_note",
    "write_rule",
]
