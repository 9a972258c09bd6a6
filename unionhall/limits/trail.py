"""How does the audit trail speak of limits? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Limits of the law")

VERBS = {
    "limit.fact_entered": pgettext_lazy("audit trail", "Entered a day that starts or keeps limits"),
    "limit.fact_taken_back": pgettext_lazy("audit trail", "Took back a day that starts or keeps limits"),
    "limit.event_noted": pgettext_lazy("audit trail", "Noted what interrupts or suspends a limit"),
    "limit.suspension_ended": pgettext_lazy("audit trail", "Ended the suspension of a limit"),
    "limit.event_taken_back": pgettext_lazy("audit trail", "Took back what interrupts or suspends a limit"),
    "limit.stopped": pgettext_lazy("audit trail", "Gave up a limit"),
    "limit.taken_up": pgettext_lazy("audit trail", "Took up a limit again"),
    "limit.recomputed": pgettext_lazy("audit trail", "Reckoned the limits of a matter again"),
    "limit.reminded": pgettext_lazy("audit trail", "Reminded somebody of a limit"),
    "limit.feed_opened": pgettext_lazy("audit trail", "Made a calendar link"),
    "limit.feed_closed": pgettext_lazy("audit trail", "Closed a calendar link"),
    "limit.feed_fetched": pgettext_lazy("audit trail", "Fetched a calendar by its link"),
    "limit.calendar_downloaded": pgettext_lazy("audit trail", "Downloaded the calendar of a matter"),
}
RECORDS = {
    "limits.LimitFact": pgettext_lazy("audit trail", "day that starts or keeps limits"),
    "limits.LimitEvent": pgettext_lazy("audit trail", "event of a limit"),
    "limits.RunningLimit": pgettext_lazy("audit trail", "limit of the law"),
    "limits.Reminder": pgettext_lazy("audit trail", "reminder of a limit"),
    "limits.CalendarFeed": pgettext_lazy("audit trail", "calendar link"),
}
