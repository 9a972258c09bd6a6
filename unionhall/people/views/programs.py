"""Programs: one's own, with personal tokens; and those of a body, with credentials under a post."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.ui.marked import mark_in
from unionhall.ui.parts import Column
from unionhall.ui.responses import page, redirect_after_post, submitted

from .. import access, actions, queries
from ..forms import ProgramForm, TokenForm
from .me import own_account


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def programs(request: HttpRequest) -> HttpResponse:
    """My tokens; a new one is shown once, on the answer that made it."""
    actor = actor_of(request)
    start = {"until": clock.today() + timedelta(days=90)}
    form = TokenForm(request.POST if request.method == "POST" else None, initial=start)
    made = ""
    status, outcome = submitted(
        request,
        form,
        lambda said: actions.make_token(own_account(request), by=actor, mark=mark_in(form), **said),
        once=False,
    )
    if outcome is not None:
        made, status, form = outcome[1], 201, TokenForm(initial=start)
    now = clock.now()
    tokens = access.visible_tokens(actor).order_by("-made_at", "pk")[:100]
    context = {
        "form": form,
        "made": made,
        "rows": [(token, token.revoked_at is None and token.expires_at > now) for token in tokens],
        "columns": [
            Column(_("What for")),
            Column(_("What it may do")),
            Column(_("Last day")),
            Column(_("End"), hidden_label=True),
        ],
        "may_steer": actor.holds(*access.STEWARDS_OF_PROGRAMS),
    }
    return page(request, "people/programs.html", context, status=status)


@require_POST
def token_revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ending a token at once."""
    token = get_object_or_404(access.visible_tokens(actor_of(request)), pk=pk)
    actions.revoke_token(token, by=actor_of(request))
    return redirect_after_post(request, "people:programs", message=_("Ended. The program no longer gets in."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clients(request: HttpRequest) -> HttpResponse:
    """Programs of my bodies; key and secret of a new one are shown once."""
    actor = actor_of(request)
    if not access.may_see_clients(actor):
        raise Http404
    posts = queries.posts_for_programs(actor.organisation_ids(*access.STEWARDS_OF_PROGRAMS))
    form = ProgramForm(request.POST if request.method == "POST" else None, posts=list(posts))
    made, secret = None, ""
    status, outcome = submitted(
        request, form, lambda said: actions.register_program(by=actor, mark=mark_in(form), **said), once=False
    )
    if outcome is not None:
        (made, secret), status, form = outcome, 201, ProgramForm(posts=list(posts))
    rows = access.visible_clients(actor).select_related("post__organisation", "person").order_by("-made_at", "pk")[:100]
    columns = [
        Column(_("What for")),
        Column(_("Acts under")),
        Column(_("What it may do")),
        Column(_("End"), hidden_label=True),
    ]
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "rows": rows,
        "columns": columns,
    }
    return page(request, "people/clients.html", context, status=status)


@require_POST
def client_revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ending a body's program at once."""
    client = get_object_or_404(access.visible_clients(actor_of(request)), pk=pk)
    actions.revoke_program(client, by=actor_of(request))
    return redirect_after_post(request, "people:clients", message=_("Ended. The program no longer gets in."))
