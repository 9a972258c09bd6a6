"""An export is an act in office. What was searched for may name people, and is sealed; the file itself lasts hours."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import Basis, Kept, Purpose, not_personal, record

RECORDS = [
    record("exports.Export", what=_("that a table was taken out, by whom and what for: you may stand in it"), personal="asked words",
           officials="made_by/ decided_by/", purpose=Purpose.SECURITY, basis=Basis.LAW, kept=Kept.MATTER,
           plain="id number state source columns purpose unmasked personal needs_approval rows row_keys secret decoys marked_rows post body"
           " asked_at decided_at reason ready_at expires_at stored_as file_name"),
    *not_personal(app="exports", ExportTerm="id hours since set_at"),
]  # fmt: skip
