"""Service promises: what the federation promised, since when, and in which text; and promising one thing more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.ui.parts import Column
from unionhall.ui.responses import page, redirect_after_post, submitted

from .. import access, actions
from ..forms.promises import PromiseForm
from ..models import ServicePromise


@require_http_methods(["GET", "HEAD", "POST"])
def promises(request: HttpRequest) -> HttpResponse:
    """All promises, those in force first. One is never changed: a later one takes its place."""
    actor = actor_of(request)
    if not access.may_promise(actor):
        raise Http404
    form = PromiseForm(request.POST if request.method == "POST" else None, initial={"since": clock.today()})
    status, made = submitted(request, form, lambda said: (actions.promise(by=actor, **said),))
    if made is not None:
        words = _("The promise is recorded.") if made[0] else _("The same promise stands there already.")
        return redirect_after_post(request, "cases:promises", message=words)
    today = clock.today()
    rows = list(ServicePromise.objects.order_by("state", "kind", "level", "-since", "pk")[:500])
    context = {
        "form": form,
        "rows": sorted(((row, row.until is None or row.until >= today) for row in rows), key=lambda line: not line[1]),
        "columns": [
            Column(_("Step")),
            Column(_("Days"), numeric=True),
            Column(_("Kind")),
            Column(_("Level")),
            Column(_("First day")),
            Column(_("Last day")),
            Column(_("Source")),
        ],
    }
    return page(request, "cases/desk/promises.html", context, status=status)
