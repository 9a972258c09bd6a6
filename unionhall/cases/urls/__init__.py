"""Which address leads to which view; split by who walks there. Fixed words stand before the catch-all of a case's key."""

from . import desk, file, promises, rules, transfers, worker

app_name = "cases"
urlpatterns = [
    *worker.urlpatterns,
    *transfers.urlpatterns,
    *desk.urlpatterns,
    *promises.urlpatterns,
    *rules.urlpatterns,
    *file.urlpatterns,
]
