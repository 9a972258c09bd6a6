"""The register of bodies, employers and places is open; it says nothing about workers."""

from unionhall.core.registry import THING, asked, not_personal

RECORDS = not_personal(
    app="organisations",
    Division="id code name level parent",
    Organisation="id name short_name code case_prefix kind level agency_kind parent division industry employer receives_cases"
    " phone address closed_on at_national at_province at_city at_county at_township at_union",
    Employer="id name uscc division industry is_platform head_office address closed_on",
    Responsibility="id organisation division industry since until",
)

ASKS = {
    "BodyDetailsForm": {
        "name": asked(THING),
        "short_name": asked(THING),
        "phone": asked(THING),
        "address": asked(THING),
    },
    "EmployerForm": {"name": asked(THING), "address": asked(THING)},
    "FoundingForm": {"name": asked(THING), "short_name": asked(THING), "phone": asked(THING), "address": asked(THING)},
    "PlaceForm": {"name": asked(THING)},
}
