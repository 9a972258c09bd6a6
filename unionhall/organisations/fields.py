"""The register of bodies, employers and places is open; it says nothing about workers."""

from unionhall.core.registry import THING, Purpose, asked, not_personal, record

_AT = "at_national at_province at_city at_county at_township at_union"

RECORDS = [
    *not_personal(
    app="organisations",
    DivisionCode="id code name level province city since until became",
    DivisionBoundary="id division geometry west south east north tolerance source loaded_at",
    Position=f"id organisation parent name since until change {_AT}",
    Affiliation="id organisation industrial since until",
    JointUnit="id organisation name employer industry spot workers since until",
    Division="id code name level parent",
    Organisation="id name short_name code case_prefix kind level agency_kind parent division industry employer receives_cases"
    " phone address closed_on at_national at_province at_city at_county at_township at_union founded_on joint_of successor",
    Employer="id name uscc division industry is_platform head_office address closed_on",
    Responsibility="id organisation division industry since until",
    ),
    record("organisations.TreeChange", officials="asked_by/", purpose=Purpose.DUTY,
           plain="id organisation kind target on reason asked_at done_at with_it withdrawn_at held_up"),
]  # fmt: skip

ASKS = {
    "BodyDetailsForm": {
        "name": asked(THING),
        "short_name": asked(THING),
        "phone": asked(THING),
        "address": asked(THING),
    },
    "EmployerForm": {"name": asked(THING), "address": asked(THING)},
    "FoundingForm": {"name": asked(THING), "short_name": asked(THING), "phone": asked(THING), "address": asked(THING)},
    "JointUnitIn": {"name": asked(THING)},
    "PlaceForm": {"name": asked(THING)},
    "UnitForm": {"name": asked(THING)},
}
