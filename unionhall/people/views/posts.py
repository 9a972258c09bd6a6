"""The security administrator's desk: who holds which post where, giving and ending posts, ties, means of signing in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import audit, clock
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.core.saying import address
from unionhall.core.sealed import mask_phone
from unionhall.core.verdict import Verdict
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, queries
from ..forms import AppointmentForm, InvitationForm, PostFilterForm, ReasonForm, TieForm
from ..models import Account, Post, Tie


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Everybody with a post at a body, fifty at a time."""
    actor = actor_of(request)
    _or_hidden(access.may_list_posts(actor))
    form = PostFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.posts_matching(access.visible_posts(actor), **{k: wanted.get(k) for k in ("body", "role", "ended")})
    columns = [Column(_("Name")), Column(_("Role")), Column(_("Body")), Column(_("First day")), Column(_("Last day"))]
    context = {
        "form": form,
        "page": page_of(found, order=("-id",), after=request.GET.get("after"), size=50),
        "columns": columns,
        "may_appoint": access.may_appoint_somewhere(actor),
    }
    return page(request, "people/posts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest) -> HttpResponse:
    """Giving a post, and with it the means to sign in."""
    actor = actor_of(request)
    _or_hidden(access.may_list_posts(actor))
    access.may_appoint_somewhere(actor).or_refuse()
    form = AppointmentForm(
        request.POST if request.method == "POST" else None,
        initial={"since": clock.today(), "organisation": request.GET.get("body", "")},
    )
    status, given = submitted(
        request, form, lambda said: actions.install(by=actor, address_of=_invitation(request), **said)
    )
    if given is not None:
        return redirect_after_post(request, "people:post", given.pk, message=_("The post is given."))
    return page(request, "people/appointment.html", {"form": form}, status=status)


@require_safe
def post(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One post: who, what, where, how they sign in, towards whom they are not neutral, and what may be done."""
    actor = actor_of(request)
    found = _post(request, pk)
    person = found.person
    audit.record_read(person, by=actor, purpose="administration_of_posts")
    account = Account.objects.filter(person=person).first()
    ties = Tie.objects.filter(person=person).select_related("employer").order_by("-since", "pk")
    facts = [
        Fact(_("Name"), person.name),
        Fact(_("Phone"), mask_phone(person.phone) if person.phone else ""),
        Fact(_("Role"), found.get_role_display()),
        Fact(_("Body"), found.organisation.name),
        Fact(_("First day"), found.since),
        Fact(_("Last day"), found.until or _("open-ended")),
        Fact(_("Sign-in name"), account.username if account and account.has_usable_password() else ""),
        Fact(_("Second factor"), _("set up") if account and queries.has_second_factor(account) else _("not set up")),
    ]
    context = {
        "post": found,
        "facts": facts,
        "ties": [(tie, access.may_end_tie(actor, tie)) for tie in ties],
        "today": clock.today(),
        "crumbs": [Choice(_("People with posts"), reverse("people:posts")), Choice(person.name)],
        "ended": found.until is not None and found.until < clock.today(),
        "may_dismiss": access.may_dismiss(actor, found),
        "may_record_tie": access.may_record_tie(actor, person),
        "may_invite": access.may_invite(actor, person),
        "may_drop": access.may_drop_second_factor(actor, person),
    }
    return page(request, "people/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dismissal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ending a post."""
    found = _post(request, pk)
    return _with_reason(
        request,
        found,
        verdict=access.may_dismiss(actor_of(request), found),
        act=lambda reason: actions.dismiss(found, by=actor_of(request), reason=reason),
        title=_("End the post of %(name)s") % {"name": found.person.name},
        consequences=[
            _("They are signed out everywhere and no longer act with this post."),
            _("Programs that act under this post stop."),
            _("What they did stands, with their name."),
        ],
        button=_("End the post"),
        done=_("The post has ended."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Taking a lost device off an account."""
    found = _post(request, pk)
    account = get_object_or_404(Account.objects.filter(person=found.person_id))
    return _with_reason(
        request,
        found,
        verdict=access.may_drop_second_factor(actor_of(request), found.person),
        act=lambda reason: actions.drop_second_factor(account, by=actor_of(request), reason=reason),
        title=_("Take off the second factor of %(name)s") % {"name": found.person.name},
        consequences=[
            _("Speak to the person first, face to face or on a number you know."),
            _("They are signed out everywhere, and set up a new device at the next sign-in."),
        ],
        button=_("Take it off"),
        done=_("The device is off. They set up a new one at the next sign-in."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sending the link by which somebody sets their password: at first, or when it was forgotten."""
    found = _post(request, pk)
    actor = actor_of(request)
    access.may_invite(actor, found.person).or_refuse()
    account = Account.objects.filter(person=found.person_id).first()
    known = account.username if account and not account.username.startswith("worker-") else ""
    form = InvitationForm(request.POST if request.method == "POST" else None, initial={"username": known})
    return _ask(
        request,
        found,
        form,
        act=lambda said: actions.invite(found.person, by=actor, address_of=_invitation(request), **said),
        title=_("Send %(name)s a link to set a password") % {"name": found.person.name},
        lead=_("It goes to their phone, works once and for three days. You never see it."),
        button=_("Send the link"),
        done=_("The link is on its way to their phone."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recording that somebody is not neutral towards an employer."""
    found = _post(request, pk)
    actor = actor_of(request)
    access.may_record_tie(actor, found.person).or_refuse()
    return _ask(
        request,
        found,
        TieForm(request.POST if request.method == "POST" else None),
        act=lambda said: actions.record_tie(found.person, by=actor, **said),
        title=_("Record a tie of %(name)s") % {"name": found.person.name},
        lead=_("Files that name this employer stay closed to them from now on; new ones go one level up."),
        button=_("Record the tie"),
        done=_("The tie is recorded."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def tie_end(request: HttpRequest, pk: UUID, tie_pk: UUID) -> HttpResponse:
    """Recording that somebody is neutral again."""
    found = _post(request, pk)
    ended = get_object_or_404(Tie.objects.filter(person=found.person_id), pk=tie_pk)
    return _with_reason(
        request,
        found,
        verdict=access.may_end_tie(actor_of(request), ended),
        act=lambda reason: actions.end_tie(ended, by=actor_of(request), reason=reason),
        title=_("End a tie of %(name)s") % {"name": found.person.name},
        consequences=[
            _("From tomorrow they may work on matters that name %(employer)s.") % {"employer": ended.employer}
        ],
        button=_("End the tie"),
        done=_("The tie has ended."),
    )


def _post(request: HttpRequest, pk: UUID) -> Post:
    actor = actor_of(request)
    _or_hidden(access.may_list_posts(actor))
    return get_object_or_404(access.visible_posts(actor).select_related("person", "organisation"), pk=pk)


def _or_hidden(verdict: Verdict) -> None:
    """These pages exist only for those who may look at posts."""
    if not verdict:
        raise Http404


def _with_reason(request: HttpRequest, found: Post, *, verdict: Verdict, act: Any, **words: Any) -> HttpResponse:
    """Ask why, then do it once; the act asks for itself whether it may be done."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        verdict.or_refuse()
    return _ask(request, found, form, act=lambda said: act(said["reason"]), kind="danger", **words)


def _ask(
    request: HttpRequest,
    found: Post,
    form: Form,
    *,
    act: Callable[[dict[str, Any]], Any],
    title: str,
    button: str,
    done: str,
    lead: str = "",
    consequences: Sequence[str] = (),
    kind: str = "primary",
) -> HttpResponse:
    """One question about a post, on a page of its own; then back to the post."""
    status, _outcome = submitted(request, form, act)
    if status == DONE:
        return redirect_after_post(request, "people:post", found.pk, message=done)
    context = {
        "title": title,
        "lead": lead,
        "consequences": consequences,
        "act": button,
        "kind": kind,
        "back": reverse("people:post", args=[found.pk]),
        "form": form,
    }
    return page(request, "ui/confirm.html", context, status=status)


def _invitation(request: HttpRequest) -> Any:
    """Turns a link's token into the address that is texted."""
    return lambda raw: address(reverse("people:new_password", args=[raw]))
