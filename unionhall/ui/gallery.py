"""Every component in every state, with invented words, so that a change of style is seen everywhere at once."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock, workdays
from unionhall.core.http import public
from unionhall.core.verdict import YES, no

from . import views, widgets
from .parts import Choice, Column, Fact, Figure, FileLine, Happening, Tile
from .responses import page, redirect_after_post

SHELLS = ("worker", "desk", "board")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery in one of the three shells; `?wrong=1` shows the form as it comes back with errors. Nothing is kept."""
    _open_to_builders(request)
    asked = request.GET.get("shell", "worker")
    shell = asked if asked in SHELLS else "worker"
    if request.method == "POST":
        form = SampleForm(request.POST, request.FILES)
    else:
        form = SampleForm({"words": "", "amount": "one", "on": "2026-02-31"} if request.GET.get("wrong") else None)
    if request.method == "POST" and form.is_valid():
        return redirect_after_post(request, "ui:gallery", message=_("We have your letter."))
    context = {"form": form, "filters": SampleForm(prefix="filter"), **_samples(shell)}
    return page(request, f"ui/gallery_{shell}.html", context, status=422 if request.method == "POST" else 200)


@public
@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """What a panel slot fetches."""
    _open_to_builders(request)
    return render(request, "ui/gallery_panel.html")


@public
@require_safe
def trouble(request: HttpRequest, kind: str) -> HttpResponse:
    """The pages that say what went wrong, to look at."""
    _open_to_builders(request)
    shown = {"400": views.bad_request, "403": views.forbidden, "404": views.not_found, "500": views.server_error}
    if kind in shown:
        return shown[kind](request)
    if kind == "confirm":
        return render(request, "ui/confirm.html", _confirmation())
    return render(request, "ui/refusal.html", {"reason": _no().reason, "next_step": _no().next_step})


def _open_to_builders(request: HttpRequest) -> None:
    actor = getattr(request, "actor", None)
    if not (settings.DEMO or (actor is not None and actor.holds("system_admin"))):
        raise Http404


class SampleForm(forms.Form):
    """One field of each shape."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[
            ("wages", gettext_lazy("Wages not paid")),
            ("injury", gettext_lazy("Injured at work")),
            ("dismissal", gettext_lazy("Dismissed")),
            ("other", gettext_lazy("Something else")),
        ],
        widget=widgets.RadioTiles(
            icons={"wages": "wallet", "injury": "bandage", "dismissal": "door-open", "other": "message-circle"},
            hints={"wages": gettext_lazy("Too little, too late, or nothing at all")},
        ),
    )
    words = forms.CharField(
        label=gettext_lazy("What happened?"),
        max_length=500,
        help_text=gettext_lazy("In your own words. Nobody marks the spelling."),
        widget=widgets.CountedTextarea(),
    )
    amount = forms.DecimalField(
        label=gettext_lazy("How much is owed to you?"), widget=widgets.MoneyInput(), required=False
    )
    on = forms.DateField(
        label=gettext_lazy("Since when?"),
        widget=widgets.DateInput(),
        help_text=gettext_lazy("If you are not sure, about when."),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("In which county?"),
        choices=[("", "—"), ("east", gettext_lazy("East county")), ("west", gettext_lazy("West county"))],
        required=False,
    )
    months = forms.CharField(
        label=gettext_lazy("How many months?"), widget=widgets.UnitInput(gettext_lazy("months")), required=False
    )
    day = forms.CharField(label=gettext_lazy("A day as people write it"), widget=widgets.ShortInput(), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), widget=widgets.PhoneInput())
    code = forms.CharField(label=gettext_lazy("Code from the text message"), widget=widgets.CodeInput(), required=False)
    papers = widgets.FilesField(
        label=gettext_lazy("Papers and photos"),
        required=False,
        help_text=gettext_lazy("A photo of the contract or of the pay slip is enough."),
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Tell me about"),
        choices=[("mine", gettext_lazy("My matters")), ("talks", gettext_lazy("Talks on labour law"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label=gettext_lazy("The union may pass this file to the labour authority."))


def _no() -> Any:
    return no(_("Another branch is handling this file."), _("Ask the county centre to take it over."))


def _confirmation() -> dict[str, Any]:
    return {
        "title": _("Withdraw your request?"),
        "lead": _("We will stop working on it."),
        "consequences": [_("The employer is not told."), _("You can take it up again within a year.")],
        "act": _("Withdraw it"),
        "kind": "danger",
        "back": reverse("ui:gallery"),
        "form": None,
    }


def _samples(shell: str) -> dict[str, Any]:
    now, today = clock.now(), clock.today()
    here = reverse("ui:gallery")
    due = {name: workdays.add_workdays(today, n).date for name, n in {"far": 16, "soon": 2, "late": -3}.items()}
    return {
        "here": here,
        "yes": YES,
        "refused": _no(),
        "now": now,
        "today": today,
        "due": due,
        "some_money": Decimal("12345.5"),
        "purposes": [("contact", _("To call the person back")), ("check", _("To check who it is"))],
        "trail": [Choice(_("Disputes"), here), Choice(_("East county"), here), Choice("瑞工维〔2026〕0042号")],
        "shells": [
            Choice(label, f"{here}?shell={key}", current=key == shell)
            for key, label in zip(SHELLS, (_("Pages of workers"), _("Pages of the desk"), _("Boards")), strict=True)
        ],
        "views": [
            Choice(_("Waiting for me"), f"{here}?shell=desk", current=True, count=12),
            Choice(_("Overdue"), f"{here}?shell=desk&view=late", count=2),
            Choice(_("All"), f"{here}?shell=desk&view=all"),
        ],
        "chips": [Choice(_("Kind: wages"), f"{here}?shell=desk"), Choice(_("East county"), f"{here}?shell=desk")],
        "tiles": [
            Tile(_("Ask for help"), here, "hand-helping", _("Wages, injury, dismissal"), main=True),
            Tile(_("My matters"), here, "folder-open", _("Next step by tomorrow"), count=1),
            Tile(_("Talk to a lawyer"), here, "scale", _("Mondays and Thursdays")),
            Tile(_("Rest stations"), here, "coffee", _("Water, shade, a socket")),
            Tile(_("Join the union"), here, "users"),
            Tile(_("Write to the chair"), here, "mail"),
        ],
        "facts": [
            Fact(_("Employer"), "瑞河快递服务有限公司", _("Named by the worker")),
            Fact(_("Amount"), "¥12,345.50"),
            Fact(_("Opened"), today),
            Fact(_("Adviser"), ""),
        ],
        "happenings": [
            Happening(
                now,
                _("Mediation agreed for Thursday"),
                by="周敏",
                icon="handshake",
                tone="strong",
                seen_by=_("shared with the worker"),
            ),
            Happening(
                now - timedelta(hours=5),
                _("Note"),
                _("The employer asked for two more days to find the pay sheets."),
                "周敏",
                "sticky-note",
                seen_by=_("internal"),
            ),
            Happening(
                now - timedelta(days=1), _("Accepted by the county centre"), by="李建国", icon="check", tone="green"
            ),
            Happening(now - timedelta(days=2), _("Letter received"), by=_("the worker"), icon="mail"),
        ],
        "files": [
            FileLine("工资条 2026年3月.jpg", here, 1_480_000, now, "王芳", remove_url=here),
            FileLine("劳动合同.pdf", here, 320_400, now - timedelta(days=40), "王芳", _("shared with the agency")),
        ],
        "columns": [
            Column(_("Number"), "number"),
            Column(_("Matter")),
            Column(_("State")),
            Column(_("Amount"), "amount", numeric=True),
            Column(_("Next step"), "due"),
        ],
        "rows": [
            SimpleNamespace(
                pk=n, number=f"瑞工维〔2026〕{n:04d}号", who=who, employer=employer, state=state, amount=amount, due=day
            )
            for n, who, employer, state, amount, day in (
                (42, "王*芳", "瑞河快递服务有限公司", _("Mediating"), Decimal("12345.5"), due["late"]),
                (57, "古*江", "东塘建筑劳务有限公司", _("Accepted"), Decimal(8600), due["soon"]),
                (61, "陈*", "瑞河快递服务有限公司", _("Received"), None, today),
                (63, "买买提·*", "云岭纺织厂", _("Consulting"), Decimal("320.05"), due["far"]),
                (64, "李*国", "云岭纺织厂", _("Consulting"), Decimal(1500), due["far"]),
            )
        ],
        "none": [],
        "page": SimpleNamespace(next_cursor="next", prev_cursor="prev"),
        "figures": [
            Figure(
                _("Resolved"),
                "92.71",
                _(
                    "Accepted requests that ended in a settlement, a decision or the worker's own withdrawal, out of all accepted."
                ),
                now,
                89,
                96,
                "%",
                here,
            ),
            Figure(_("Waiting"), 7, _("Accepted and not resolved yet."), now),
            Figure(
                _("Median days to an answer"),
                6,
                _("Calendar days from the letter to the first answer by a person."),
                now,
                unit=_("days"),
            ),
        ],
    }
