"""The questions of an intake that are more than one form: for whom, employer, place, papers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core import files, ratelimit
from unionhall.core.actor import ANONYMOUS
from unionhall.core.verdict import Refused
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.ui.parts import FileLine
from unionhall.ui.responses import redirect_after_post

from .. import access, actions, queries
from ..forms import worker as forms
from .worker_check import place_words
from .worker_draft import Intake
from .worker_question import ask, go_on, plain_question, url_of

UPLOADS_PER_HOUR = 120
MATCHES = 6


def for_whom(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Oneself, or one of those one may act for."""
    others = people.visible_people(intake.actor).filter(pk__in=intake.actor.mandates).order_by("name", "pk")
    choices = [(str(intake.actor.person_id), _("For myself")), *((str(p.pk), p.name) for p in others)]
    if request.method != "POST":
        initial = {"for_whom": intake.answers.get("for") or str(intake.actor.person_id)}
        return ask(request, intake, "for_whom", forms.ForWhomForm(people=choices, initial=initial))
    form = forms.ForWhomForm(request.POST, people=choices)
    if not form.is_valid():
        return ask(request, intake, "for_whom", form, status=422)
    intake.save("for_whom", **{"for": form.cleaned_data["for_whom"]})
    return go_on(request, intake, "for_whom")


def employer(request: HttpRequest, intake: Intake) -> HttpResponse:
    """The name as written; if the register knows such names, the worker says which it is, or that it is none of them."""
    if request.method != "POST":
        initial = {"employer_name": intake.answers.get("employer_name", ""), "site": _site_before(intake)}
        return ask(request, intake, "employer", forms.EmployerForm(initial=initial))
    written = forms.EmployerForm(request.POST)
    if not written.is_valid():
        return ask(request, intake, "employer", written, status=422)
    name, site = written.cleaned_data["employer_name"], " ".join(written.cleaned_data["site"].split())
    found = organisations.employers_like(name, limit=MATCHES)
    chosen = _sure_match(found, name)
    if found and chosen is None:
        form = forms.EmployerChoiceForm(request.POST if "employer" in request.POST else None, employers=found)
        form.fields["employer_name"].initial, form.fields["site"].initial = name, site
        if not form.is_bound:
            return ask(request, intake, "employer", form, asked_again=True)
        if not form.is_valid():
            return ask(request, intake, "employer", form, status=422, asked_again=True)
        chosen = next((e for e in found if str(e.pk) == form.cleaned_data["employer"]), None)
    intake.save(
        "employer",
        employer=str(chosen.pk) if chosen else "",
        employer_name=chosen.name if chosen else name,
        site=site,
        **_place_of(chosen, intake),
    )
    return go_on(request, intake, "employer")


def _site_before(intake: Intake) -> str:
    """What was written here; else what the same person wrote the last time, so that it need not be written again."""
    if "employer" in intake.answers.get("seen", []):
        return str(intake.answers.get("site", ""))
    person_id = intake.answers.get("for") or intake.actor.person_id
    return queries.last_site(access.own_cases(intake.actor), UUID(str(person_id))) if person_id else ""


def _sure_match(found: list[Any], text: str) -> Any:
    """The one employer that bears exactly this name or code."""
    exact = [e for e in found if text in (e.name, e.uscc) or (e.uscc and e.uscc == text.upper().replace(" ", ""))]
    return exact[0] if len(exact) == 1 else None


def _place_of(employer: Any, intake: Intake) -> dict[str, Any]:
    """Where the register puts the employer: known, so it is not asked; never over an answer the worker gave themselves."""
    if "county" in intake.answers.get("seen", []):
        return {}
    if employer is None or employer.division is None:
        forgotten = {"county": "", "township": ""} if intake.answers.get("place_known") else {}
        return {"place_known": False, **forgotten}
    chain = organisations.division_chain(employer.division)
    counties = set(organisations.places_to_choose().values_list("pk", flat=True))
    county = next((place for place in chain if place.pk in counties), None)
    township = chain[0] if county and chain[0].pk != county.pk else None
    return {
        "county": str(county.pk) if county else "",
        "township": str(township.pk) if township else "",
        "place_known": county is not None,
    }


def county(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Which county."""
    places = list(organisations.places_to_choose())
    seen = "county" in intake.answers.get("seen", [])
    initial = intake.answers.get("county") or (forms.NOT_SURE if seen else "")
    if request.method != "POST":
        return ask(request, intake, "county", forms.CountyForm(places=places, initial={"county": initial}))
    form = forms.CountyForm(request.POST, places=places)
    if not form.is_valid():
        return ask(request, intake, "county", form, status=422)
    chosen = _place(form.cleaned_data["county"])
    unchanged = chosen == intake.answers.get("county")
    intake.save("county", county=chosen, place_known=False, **({} if unchanged else {"township": ""}))
    if request.GET.get("change") and chosen:
        return intake.remember(request, redirect_after_post(request, f"{url_of('township')}?change=1"))
    if not chosen and request.GET.get("change"):
        return intake.remember(request, redirect_after_post(request, url_of(intake.stopped_at())))
    return go_on(request, intake, "county")


def township(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Which township or street of the county chosen."""
    places = list(organisations.places_to_choose(intake.answers["county"]))
    seen = "township" in intake.answers.get("seen", [])
    initial = intake.answers.get("township") or (forms.NOT_SURE if seen else "")
    if not places:
        intake.save("township", township="") if request.method == "POST" else None
        return redirect_after_post(request, url_of(intake.after("township")))
    if request.method != "POST":
        return ask(request, intake, "township", forms.TownshipForm(places=places, initial={"township": initial}))
    form = forms.TownshipForm(request.POST, places=places)
    if not form.is_valid():
        return ask(request, intake, "township", form, status=422)
    intake.save("township", township=_place(form.cleaned_data["township"]))
    return go_on(request, intake, "township")


def _place(choice: str) -> str:
    return "" if choice == forms.NOT_SURE else choice


def when(request: HttpRequest, intake: Intake) -> HttpResponse:
    """When it happened and how much it is about. Where the place is known, it stands here, with the way to change it."""
    known = place_words(intake.answers) if intake.place_is_known else ""
    more = {"place_known": known, "place_url": f"{url_of('county')}?change=1"}
    names = ("happened_on", "amount")
    return plain_question("when", forms.WhenForm, *names, **more)(request, intake)


def papers(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Photos and papers, as many as are needed; a wrong one does not cost the others."""
    if request.method != "POST":
        return ask(request, intake, "papers", forms.PapersForm(), **_paper_lines(intake))
    form = forms.PapersForm(request.POST, request.FILES)
    if form.is_valid():
        for upload in form.cleaned_data["files"]:
            try:
                _keep(request, intake, upload)
            except Refused as error:
                form.add_error("files", f"{files.clean_name(upload.name)}: {error}")
    if not form.is_valid():
        response = ask(request, intake, "papers", form, status=422, **_paper_lines(intake))
        return intake.remember(request, response)
    intake.save("papers")
    if request.POST.get("then") == "more":
        return intake.remember(request, redirect_after_post(request, request.get_full_path()))
    return go_on(request, intake, "papers")


def _keep(request: HttpRequest, intake: Intake, upload: Any) -> None:
    """Store first, outside every lock; nobody is named as the sender, for they may yet choose to stay anonymous."""
    where = request.META.get("REMOTE_ADDR", "")
    ratelimit.limit("intake files", where, times=UPLOADS_PER_HOUR, seconds=3600).or_refuse()
    if intake.draft is None:
        intake.save("papers")
    assert intake.draft is not None
    files.may_add(intake.draft.files.count()).or_refuse()
    stored = files.store(upload, by=ANONYMOUS)
    try:
        actions.add_draft_file(intake.draft, by=intake.actor, stored=stored)
    except Refused:
        files.discard(stored)
        raise


def _paper_lines(intake: Intake) -> dict[str, Any]:
    rows = intake.draft.files.order_by("at", "pk") if intake.draft else []
    lines = [
        FileLine(
            name=row.name,
            url="",
            size=row.size,
            at=row.at,
            remove_url=reverse("cases:intake_paper_removal", args=[row.pk]),
        )
        for row in rows
    ]
    return {"lines": lines, "template": "cases/worker/papers.html"}
