from django.urls import URLPattern, path

from .views import mail

app_name = "letterbox"
urlpatterns: list[URLPattern] = [
    path("letterbox/mail/", mail.held_mails, name="held_mails"),
    path("letterbox/mail/<uuid:pk>/", mail.held_mail, name="held_mail"),
    path("letterbox/mail/<uuid:pk>/case/", mail.held_mail_case, name="held_mail_case"),
    path("letterbox/mail/<uuid:pk>/removal/", mail.held_mail_removal, name="held_mail_removal"),
    path("letterbox/mail/<uuid:pk>/sending/", mail.mail_sending, name="mail_sending"),
    path("letterbox/cases/<uuid:pk>/mail/", mail.case_mail, name="case_mail"),
]
