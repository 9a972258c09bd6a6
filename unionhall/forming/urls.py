from django.urls import path

from .views import applying, electing, reviewing, terms

app_name = "forming"
urlpatterns = [
    path("forming/", applying.start, name="start"),
    path("forming/new/", applying.applying, name="applying"),
    path("forming/s/<slug:code>/", applying.signing, name="signing"),
    path("forming/applications/", reviewing.formations, name="formations"),
    path("forming/applications/<uuid:pk>/", applying.formation, name="formation"),
    path("forming/applications/<uuid:pk>/correction/", applying.correction, name="correction"),
    path("forming/applications/<uuid:pk>/papers/", applying.papers, name="papers"),
    path("forming/applications/<uuid:pk>/signatures/", applying.signatures, name="signatures"),
    path("forming/applications/<uuid:pk>/employer/", reviewing.employer, name="employer"),
    path("forming/applications/<uuid:pk>/preparation/", reviewing.preparation, name="preparation"),
    path("forming/applications/<uuid:pk>/sending-back/", reviewing.sending_back, name="sending_back"),
    path("forming/applications/<uuid:pk>/sending-again/", reviewing.sending_again, name="sending_again"),
    path("forming/applications/<uuid:pk>/passing-up/", reviewing.passing_up, name="passing_up"),
    path("forming/applications/<uuid:pk>/refusal/", reviewing.refusal, name="refusal"),
    path("forming/applications/<uuid:pk>/withdrawal/", reviewing.withdrawal, name="withdrawal"),
    path("forming/applications/<uuid:pk>/election/", electing.calling, name="calling"),
    path("forming/papers/<uuid:pk>/", applying.paper, name="paper"),
    path("forming/papers/<uuid:pk>/removal/", applying.paper_removal, name="paper_removal"),
    path("forming/elections/<uuid:pk>/result/", electing.result, name="result"),
    path("forming/elections/<uuid:pk>/approval/", electing.approval, name="approval"),
    path("forming/elections/<uuid:pk>/repetition/", electing.repetition, name="repetition"),
    path("forming/elections/<uuid:pk>/calling-off/", electing.calling_off, name="calling_off"),
    path("forming/limits/", reviewing.limits, name="limits"),
    path("forming/terms/", terms.terms, name="terms"),
    path("forming/terms/<uuid:pk>/", terms.term, name="term"),
    path("forming/terms/<uuid:pk>/record/", terms.recording, name="recording"),
    path("forming/terms/<uuid:pk>/election/", electing.re_election, name="re_election"),
    path("forming/terms/<uuid:pk>/dissolution/", terms.dissolution, name="dissolution"),
    path("forming/dissolutions/<uuid:pk>/decision/", terms.dissolving, name="dissolving"),
    path("forming/dissolutions/<uuid:pk>/refusal/", terms.keeping, name="keeping"),
    path("forming/dissolutions/<uuid:pk>/taking-back/", terms.taking_back, name="taking_back"),
]
