"""The search box of the desk: a whole case number, a part of an employer's name, or a whole phone number."""

import re
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from unionhall.core import audit, paging, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.http import words_asked
from unionhall.core.identity import check_mobile
from unionhall.core.sealed import lookup
from unionhall.ui.responses import page, redirect_after_post

from .. import access, queries
from ..models import Case
from .desk import PAGE_SIZE, columns, for_rows, on_desk, with_sizes

LONGEST = 60
HAS_NUMBER = re.compile(r"\d")


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The box posts, so that a worker's phone never stands in an address; everything else moves into one that can be kept."""
    actor = on_desk(request)
    text = words_asked(request, most=LONGEST)
    is_phone = bool(check_mobile(text))
    if request.method == "POST" and not is_phone:
        return redirect_after_post(request, f"{reverse('cases:search')}?{urlencode({'q': text})}")
    if is_phone:
        found = _by_phone(actor, text) if request.method == "POST" else access.desk_cases(actor).none()
    else:
        found = _by_words(actor, text)
    after = request.GET.get("after") if request.method == "GET" else None
    result = paging.page(for_rows(found), order=("due_on", "id"), after=after, size=PAGE_SIZE)
    several = access.overseen_bodies(actor)[:2].count() > 1
    context = {
        "text": "" if is_phone else text,
        "asked": bool(text),
        "is_phone": is_phone,
        "page": result,
        "rows": with_sizes(result.items),
        "columns": columns(several, sort=False),
        "several_bodies": several,
    }
    return page(request, "cases/desk/search.html", context)


def _by_phone(actor: Actor, phone: str) -> QuerySet[Case]:
    """Limited for the one who asks and for the phone asked about; a miss and what one may not see look the same."""
    key = lookup(phone, "phone")
    ratelimit.limit("search.phone", str(actor.person_id), times=60, seconds=3600).or_refuse()
    ratelimit.limit("search.phone.target", bytes(key).hex(), times=30, seconds=3600).or_refuse()
    found = queries.with_phone(access.desk_cases(actor), phone)
    audit.record("cases.searched", None, by=actor, by_what="phone")
    return found


def _by_words(actor: Actor, text: str) -> QuerySet[Case]:
    cases = access.desk_cases(actor)
    if len(text) < 2:
        numbers = queries.likely_numbers(text, _prefixes(actor)) if text.isdigit() else []
        return cases.filter(number__in=numbers)
    if HAS_NUMBER.search(text):
        numbers = queries.likely_numbers(text, _prefixes(actor))
        by_number = cases.filter(number__in=numbers)
        if by_number.exists():
            return by_number
    return cases.filter(queries.names_employer(text), group__isnull=True)


def _prefixes(actor: Actor) -> list[str]:
    bodies = access.overseen_bodies(actor).exclude(case_prefix="")
    return list(bodies.order_by("case_prefix").values_list("case_prefix", flat=True))
