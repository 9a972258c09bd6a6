"""One's own pages: details, consents, one's data, one's password and second factor."""

from __future__ import annotations

import json
from uuid import UUID

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import audit, clock
from unionhall.core.http import actor_of
from unionhall.core.ratelimit import Limited, limit
from unionhall.core.sealed import mask_identity, mask_phone
from unionhall.core.verdict import Refused
from unionhall.ui import slots
from unionhall.ui.parts import Column, Fact
from unionhall.ui.responses import file_response, page, redirect_after_post, submitted

from .. import access, actions, door, purposes, queries, sessions
from ..forms import ChangePasswordForm, DetailsForm, SecondFactorForm
from ..limits import address_of
from ..models import Account, Person


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What we hold about you, and every door to change it."""
    person = own_person(request)
    facts = [
        Fact(_("Name"), person.name),
        Fact(_("Phone"), mask_phone(person.phone) if person.phone else ""),
        Fact(_("Identity number"), mask_identity(person.identity_number) if person.identity_number else ""),
        Fact(_("How to reach"), person.get_channel_display()),
        Fact(_("Language"), dict(settings.LANGUAGES).get(person.language, person.language)),
    ]
    context = {
        "facts": facts,
        "posts": queries.posts_in_force(person.pk),
        "has_password": own_account(request).has_usable_password(),
        "panels": slots.panels("person.own", actor_of(request), person),
        "readings": [
            {"at": entry.at, "name": entry.actor_name, "why": audit.purpose_words(entry.purpose)}
            for entry in audit.entries_about(person).filter(verb="person.read")[:20]
        ],
    }
    return page(request, "people/me.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Name, how to reach, language: all on one page, filled in with what we hold."""
    person = own_person(request)
    given = "" if "*" in person.name else person.name
    start = {"name": given, "channel": person.channel, "language": person.language, "next": request.GET.get("next", "")}
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=start)
    may_rename = access.may_rename(actor_of(request), person)
    if not may_rename:
        form.fields["name"].disabled = True
        form.initial["name"] = person.name
    status, changed = submitted(
        request,
        form,
        lambda said: actions.change_details(
            person, by=actor_of(request), name=said["name"], channel=said["channel"], language=said["language"]
        ),
    )
    if changed is not None:
        after = door.safe_address(request, form.cleaned_data["next"])
        response = redirect_after_post(request, after or "people:me", message=_("Recorded."))
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, changed.language, samesite="Lax")
        return response
    after = door.safe_address(request, start["next"])
    first = request.resolver_match is not None and request.resolver_match.url_name == "name"
    context = {"form": form, "may_rename": may_rename, "first": first, "later": after or settings.LOGIN_REDIRECT_URL}
    return page(request, "people/details.html", context, status=status)


@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """What I allowed, in which words, and taking it back."""
    rows = access.visible_consents(actor_of(request)).order_by("-given_at", "pk")[:200]
    columns = [Column(_("What for")), Column(_("Given on")), Column(_("State"), hidden_label=True)]
    context = {"rows": [(row, purposes.words(row.purpose)) for row in rows], "columns": columns}
    return page(request, "people/consents.html", context)


@require_POST
def consent_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Taking a consent back, as easily as it was given."""
    row = get_object_or_404(access.visible_consents(actor_of(request)), pk=pk)
    actions.withdraw_consent(row, by=actor_of(request))
    return redirect_after_post(request, "people:consents", message=_("Your consent is taken back."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest) -> HttpResponse:
    """Everything we hold about me, as one file to take away."""
    if request.method != "POST":
        return page(request, "people/data.html")
    person = own_person(request)
    limit("export", str(person.pk), times=5, seconds=3600).or_refuse()
    held = actions.export_own_data(person, by=actor_of(request))
    text = json.dumps(held, ensure_ascii=False, indent=2, default=str)
    return file_response(text.encode(), f"unionhall-{clock.today():%Y-%m-%d}.json", "application/json")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """My password, my second factor, my recovery codes."""
    account = own_account(request)
    context = {"has_password": account.has_usable_password(), "has_device": queries.has_second_factor(account)}
    return page(request, "people/security.html", context)


@never_cache
@sensitive_post_parameters("present", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Changing one's password; every other session ends."""
    account = own_account(request)
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = actions.change_password(
                    account,
                    by=actor_of(request),
                    present=form.cleaned_data["present"],
                    password=form.cleaned_data["password"],
                    address=address_of(request),
                )
            except Refused as error:
                field = {"password": "present", "password_weak": "password"}.get(error.verdict.code)
                form.add_error(field, str(error.verdict.reason if field else error))
                status = 429 if isinstance(error.verdict, Limited) else 422
            else:
                update_session_auth_hash(request, changed)
                return redirect_after_post(
                    request, "people:security", message=_("Changed. Everywhere else you are signed out.")
                )
    return page(request, "people/password.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, for a code of the device; shown once."""
    account = own_account(request)
    form = SecondFactorForm(request.POST if request.method == "POST" else None)
    actor = actor_of(request)
    status, fits = submitted(
        request,
        form,
        lambda said: actions.check_second_factor(account, said["code"], by=actor, address=address_of(request)),
    )
    if fits:
        request.session[sessions.SECOND_FACTOR] = True
        codes = actions.renew_recovery_codes(account, by=actor)
        return page(request, "people/recovery_codes.html", {"codes": codes, "onward": reverse("people:security")})
    if fits is False:
        status = 422
        form.add_error("code", _("This code does not fit, or it was used before. Wait for the next one."))
    return page(request, "people/renew_codes.html", {"form": form}, status=status)


def own_person(request: HttpRequest) -> Person:
    """The person signed in; a page of one's own is nobody else's."""
    return get_object_or_404(Person, pk=actor_of(request).person_id)


def own_account(request: HttpRequest) -> Account:
    """The account signed in."""
    return get_object_or_404(Account.objects.filter(person=actor_of(request).person_id))
