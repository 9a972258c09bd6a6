"""The worker's way: bring a matter, follow it, answer by link."""

from django.urls import URLPattern, path

from ..views import worker, worker_begun, worker_feedback, worker_intake

urlpatterns: list[URLPattern] = [
    path("cases/new/", worker_intake.start, name="intake"),
    path("cases/new/anew/", worker_intake.anew, name="intake_anew"),
    path("cases/new/begun/", worker_begun.begun, name="intake_begun"),
    path("cases/new/done/", worker_intake.done, name="intake_done"),
    path("cases/new/noted/", worker_intake.noted, name="intake_noted"),
    path("cases/new/papers/<uuid:file_id>/removal/", worker_intake.paper_removal, name="intake_paper_removal"),
    path("cases/new/<slug:step>/", worker_intake.step, name="intake_step"),
    path("cases/mine/", worker.my_matters, name="my_matters"),
    path("cases/mine/<uuid:case_id>/", worker.my_matter, name="my_matter"),
    path("cases/mine/<uuid:case_id>/message/", worker.message, name="my_message"),
    path("cases/mine/<uuid:case_id>/evidence/", worker.evidence, name="my_evidence"),
    path("cases/mine/<uuid:case_id>/files/<uuid:file_id>/", worker.my_file, name="my_file"),
    path("cases/mine/<uuid:case_id>/withdrawal/", worker.withdrawal, name="my_withdrawal"),
    path("cases/mine/<uuid:case_id>/reopening/", worker.reopening, name="my_reopening"),
    path("cases/mine/<uuid:case_id>/objection/", worker.objection, name="my_objection"),
    path("cases/mine/<uuid:case_id>/requests/<uuid:request_id>/", worker.consent_answer, name="my_consent_answer"),
    path(
        "cases/mine/<uuid:case_id>/consents/<uuid:consent_id>/withdrawal/",
        worker.consent_withdrawal,
        name="my_consent_withdrawal",
    ),
    path("cases/receipt/", worker.receipt, name="receipt"),
    path("cases/receipt/closing/", worker.receipt_closing, name="receipt_closing"),
    path("cases/feedback/<str:token>/", worker_feedback.feedback, name="feedback"),
    path("a/<str:token>/", worker_feedback.short, name="feedback_short"),
]
