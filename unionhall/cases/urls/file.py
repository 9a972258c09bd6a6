"""One case on the desk, and the nouns under it."""

from django.urls import URLPattern, path

from ..views import file, file_employer, file_moves, file_settlement, file_suggestions, file_work

CASE = "cases/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(CASE, file.case, name="case"),
    path(f"{CASE}opening/", file.opening, name="opening"),
    path(f"{CASE}phone/", file.phone, name="phone"),
    path(f"{CASE}gathering/", file.gathering, name="gathering"),
    path(f"{CASE}acceptance/", file_moves.acceptance, name="acceptance"),
    path(f"{CASE}refusal/", file_moves.refusal, name="refusal"),
    path(f"{CASE}consultation/", file_moves.consultation, name="consultation"),
    path(f"{CASE}negotiation/", file_moves.negotiation, name="negotiation"),
    path(f"{CASE}mediation/", file_moves.mediation, name="mediation"),
    path(f"{CASE}failure/", file_moves.failure, name="failure"),
    path(f"{CASE}arbitration/", file_moves.arbitration, name="arbitration"),
    path(f"{CASE}litigation/", file_moves.litigation, name="litigation"),
    path(f"{CASE}performance/", file_moves.performance, name="performance"),
    path(f"{CASE}closure/", file_moves.closure, name="closure"),
    path(f"{CASE}withdrawal/", file_moves.withdrawal, name="withdrawal"),
    path(f"{CASE}reopening/", file_moves.reopening, name="reopening"),
    path(f"{CASE}settlement/", file_settlement.settlement, name="settlement"),
    path(f"{CASE}settlement/agreement/", file_settlement.agreement, name="agreement"),
    path(f"{CASE}assignment/", file_work.assignment, name="assignment"),
    path(f"{CASE}rerouting/", file_work.rerouting, name="rerouting"),
    path(f"{CASE}employer/", file_employer.employer, name="employer"),
    path(f"{CASE}suggestions/", file_suggestions.suggestions, name="suggestions"),
    path(f"{CASE}correction/", file_work.correction, name="correction"),
    path(f"{CASE}notes/", file_work.notes, name="notes"),
    path(f"{CASE}files/", file_work.files, name="files"),
    path(f"{CASE}files/<uuid:file>/", file.file_download, name="file_download"),
    path(f"{CASE}sessions/", file_work.sessions, name="sessions"),
    path(f"{CASE}suspension/", file_work.suspension, name="suspension"),
    path(f"{CASE}resumption/", file_work.resumption, name="resumption"),
    path(f"{CASE}extension/", file_work.extension, name="extension"),
    path(f"{CASE}parties/", file_work.parties, name="parties"),
    path(f"{CASE}callbacks/<uuid:callback>/", file_work.callback, name="callback"),
]
