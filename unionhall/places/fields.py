"""Doors open to workers, and what is said of them. Whoever taps a report or scans a code leaves nothing of themselves here."""

from unionhall.core.registry import SOMEBODY, THING, Purpose, asked, not_personal, record

_DUTY = {"purpose": Purpose.DUTY}

RECORDS = [
    *not_personal(
        app="places",
        HostKind="id code name name_en aliases order source",
        Equipment="id code name name_en icon is_need aliases order source",
        MapPoint="id venue code name lon lat source noted_at",
        UseDay="id venue on count",
        ChecklistItem="id code standard name name_en kinds points is_grave body source order since until",
        InspectionAnswer="id inspection item finding note stored",
    ),
    record("places.Venue", officials="keeper/contact_name",
           plain="id code kind name host_kind host host_words operator public_phone address division lon lat cell located"
           " how_to_find equipment capacity hours access self_service always_open uses_counted hidden state opened_on"
           " paused_until closed_on merged_into confirmed_at source entered_at changed_at", **_DUTY),
    record("places.VenueStep", officials="by/by_name",
           plain="id venue kind on at text lon_before lat_before address_before", **_DUTY),
    record("places.VenuePhoto", officials="by/by_name", plain="id venue stored caption at taken_off_at", **_DUTY),
    record("places.DoorReport", officials="answered_by/answered_by_name",
           plain="id venue kind at state times last_at answer words answered_at", **_DUTY),
    record("places.LocalRule", officials="entered_by/entered_by_name",
           plain="id body what value since source entered_at", **_DUTY),
    record("places.Inspection", officials="by/by_name",
           plain="id venue on sent_at draft again_of points out_of standards_met standards_asked words", **_DUTY),
    record("places.Shortfall", officials="remedied_by/remedied_by_name",
           plain="id venue item inspection state found_on rule due_on note remedied_on remedy confirmed_on confirmed_by",
           **_DUTY),
    record("places.VenuePair", officials="decided_by/decided_by_name",
           plain="id one other metres alike state found_at decided_at", **_DUTY),
    record("places.VenueImport", officials="by/by_name",
           plain="id body kept_as file_name kind datum prefix state columns counts warnings rejected at rejects_as asked_datum"
           " done wrote problem started_by", **_DUTY),
]  # fmt: skip

_PLACE = {"name": asked(THING), "public_phone": asked(THING), "address": asked(THING)}
_WORD = {"name": asked(THING), "name_en": asked(THING)}
_KEEPER = {"name": asked(SOMEBODY), "phone": asked(SOMEBODY)}

ASKS = {
    "FactsForm": _PLACE,
    "VenueForm": _PLACE,
    "VenueFactsIn": _PLACE,
    "VenueIn": _PLACE,
    "MoveForm": {"address": asked(THING)},
    "VenueMoveIn": {"address": asked(THING)},
    "KeeperForm": _KEEPER,
    "VenueKeeperIn": _KEEPER,
    "ItemForm": _WORD,
    "WordForm": _WORD,
    "ChecklistItemIn": _WORD,
    "PlaceWordIn": _WORD,
}
