"""Values of the law say nothing about people, except who proposed and approved them."""

from unionhall.core.registry import not_personal, record

RECORDS = [
    record("parameters.ValueProposal", officials="proposed_by/ decided_by/",
           plain="id kind state document url passage note read_as compared_on proposed_at decided_at reason version"),
    *not_personal(
        app="parameters",
        ProposedValue="id proposal number act table region tier value unit since seen_in_force_on complete_until document url note standing",
        BookVersion="id name number stamp moved_at",
    ),
]  # fmt: skip
