"""What other modules may use of organisations."""

from .access import visible_divisions, visible_employers, visible_organisations
from .actions import answer_for, found, place_in_tree, register_employer
from .queries import (
    as_tree,
    bodies_that_receive_cases,
    body_named,
    chain_upward,
    division_chain,
    employer_named,
    employers_like,
    employers_matching,
    names_of,
    place_named,
    places_around,
    places_to_choose,
    responsible_body,
    subtree_ids,
    top_body,
)

__all__ = [
    "answer_for",
    "as_tree",
    "bodies_that_receive_cases",
    "body_named",
    "chain_upward",
    "division_chain",
    "employer_named",
    "employers_like",
    "employers_matching",
    "found",
    "names_of",
    "place_in_tree",
    "place_named",
    "places_around",
    "places_to_choose",
    "register_employer",
    "responsible_body",
    "subtree_ids",
    "top_body",
    "visible_divisions",
    "visible_employers",
    "visible_organisations",
]
