"""Addresses of limits."""

from django.urls import URLPattern, path

from .views import acts, case, desk, feed

app_name = "limits"
CASE = "cases/<uuid:pk>/limits/"

urlpatterns: list[URLPattern] = [
    path("limits/", desk.limits, name="limits"),
    path("limits/calendar/", feed.my_feed, name="my_feed"),
    path("limits/calendar/<uuid:pk>/closing/", feed.closing, name="feed_closing"),
    path("limits/calendar/<str:token>.ics", feed.feed, name="feed"),
    path("limits/facts/<uuid:pk>/withdrawal/", acts.fact_withdrawal, name="fact_withdrawal"),
    path("limits/events/<uuid:pk>/end/", acts.event_end, name="event_end"),
    path("limits/events/<uuid:pk>/withdrawal/", acts.event_withdrawal, name="event_withdrawal"),
    path(CASE, case.of_case, name="of_case"),
    path(f"{CASE}proposals/", acts.proposals, name="proposals"),
    path(f"{CASE}calendar.ics", feed.of_case, name="case_calendar"),
    path(f"{CASE}mine/", case.mine, name="mine"),
    path(f"{CASE}<slug:calendar>/days/", case.days, name="days"),
    path(f"{CASE}<slug:calendar>/days/<slug:name>/", acts.fact, name="fact"),
    path(f"{CASE}<slug:calendar>/events/", acts.event, name="event"),
    path(f"{CASE}<slug:calendar>/<slug:name>/stop/", acts.stop, name="stop"),
    path(f"{CASE}<slug:calendar>/<slug:name>/again/", acts.again, name="again"),
]
