from django.urls import URLPattern, path

from .views import days, mail, reception

app_name = "letterbox"
urlpatterns: list[URLPattern] = [
    path("letterbox/mail/", mail.held_mails, name="held_mails"),
    path("letterbox/mail/<uuid:pk>/", mail.held_mail, name="held_mail"),
    path("letterbox/mail/<uuid:pk>/case/", mail.held_mail_case, name="held_mail_case"),
    path("letterbox/mail/<uuid:pk>/removal/", mail.held_mail_removal, name="held_mail_removal"),
    path("letterbox/sent/<uuid:pk>/sending/", mail.mail_sending, name="mail_sending"),
    path("letterbox/cases/<uuid:pk>/mail/", mail.case_mail, name="case_mail"),
    path("letterbox/days/", days.days, name="days"),
    path("letterbox/days/new/", days.day_new, name="day_new"),
    path("letterbox/days/<uuid:pk>/", days.day, name="day"),
    path("letterbox/days/<uuid:pk>/cancellation/", days.day_cancellation, name="day_cancellation"),
    path("letterbox/days/<uuid:pk>/walk-ins/", days.day_walk_ins, name="day_walk_ins"),
    path("letterbox/visits/<uuid:pk>/outcome/", days.visit_outcome, name="visit_outcome"),
    path("letterbox/visits/<uuid:pk>/note/", days.visit_note, name="visit_note"),
    path("letterbox/visits/<uuid:pk>/case/", days.visit_case, name="visit_case"),
    path("letterbox/visits/<uuid:pk>/cancellation/", days.visit_cancellation, name="visit_cancellation"),
    path("reception/", reception.reception, name="reception"),
    path("reception/<uuid:pk>/", reception.reception_day, name="reception_day"),
    path("reception/appointments/<uuid:pk>/", reception.appointment, name="appointment"),
    path(
        "reception/appointments/<uuid:pk>/cancellation/",
        reception.appointment_cancellation,
        name="appointment_cancellation",
    ),
    path("reception/appointments/<uuid:pk>/calendar/", reception.appointment_calendar, name="appointment_calendar"),
]
