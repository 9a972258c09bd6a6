"""Every write to planning: one verb, one function, one transaction, one audit line."""

from .circles import ask_circles, give_circles_back, note_circles, remove_run, take_out
from .layers import bring_layer, give_layer_back, note_layer, remove_layer
from .networks import bring_network, give_network_back, note_network, remove_network, replace_network
from .plans import (
    give_plan_back,
    make_plan,
    note_answer,
    note_interim,
    note_proof,
    remove_plan,
    resume_plan,
    stop_plan,
)
from .steps import note_step

__all__ = [
    "ask_circles",
    "bring_layer",
    "bring_network",
    "give_circles_back",
    "give_layer_back",
    "give_network_back",
    "give_plan_back",
    "make_plan",
    "note_answer",
    "note_circles",
    "note_interim",
    "note_layer",
    "note_network",
    "note_proof",
    "note_step",
    "remove_layer",
    "remove_network",
    "remove_plan",
    "remove_run",
    "replace_network",
    "resume_plan",
    "stop_plan",
    "take_out",
]
