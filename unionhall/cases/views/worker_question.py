"""The screen of one question, and the way from one to the next."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from unionhall.ui.responses import page, redirect_after_post

from .worker_draft import LABELS, Intake

Question = Callable[[HttpRequest, Intake], HttpResponse]


def ask(
    request: HttpRequest,
    intake: Intake,
    step: str,
    form: Any,
    *,
    status: int = 200,
    template: str = "cases/worker/step.html",
    **more: Any,
) -> HttpResponse:
    """The screen of one question."""
    current, total = intake.position(step)
    before = intake.before(step)
    back = reverse("cases:intake_step", args=[before]) if before else reverse("home")
    if request.GET.get("change"):
        back = reverse("cases:intake_step", args=["check"])
    context = {
        "form": form,
        "step": step,
        "action": request.get_full_path() if request.method == "POST" or request.GET else url_of(step),
        "current": current,
        "total": total,
        "label": LABELS[step],
        "back": back,
        "asked_again": False,
        "place_known": "",
        "to_chair": intake.to_chair,
        **more,
    }
    return page(request, template, context, fragment="question", status=status)


def go_on(request: HttpRequest, intake: Intake, step: str) -> HttpResponse:
    """To the next question; when only this answer was changed, back to where one was: mostly the last page."""
    change = request.GET.get("change") and step not in ("county",)
    next_one = intake.stopped_at() if change else intake.after(step)
    return intake.remember(request, redirect_after_post(request, url_of(next_one)))


def url_of(step: str) -> str:
    return reverse("cases:intake_step", args=[step])


def plain_question(step: str, form_class: Callable[..., Any], *names: str, **more: Any) -> Question:
    """A question whose form is the whole of it."""

    def view(request: HttpRequest, intake: Intake) -> HttpResponse:
        if request.method != "POST":
            return ask(request, intake, step, form_class(initial={n: intake.answers.get(n) for n in names}), **more)
        form = form_class(request.POST)
        if not form.is_valid():
            return ask(request, intake, step, form, status=422, **more)
        intake.save(step, **{name: _kept(form.cleaned_data[name]) for name in names})
        return go_on(request, intake, step)

    return view


def _kept(value: Any) -> str:
    """An answer as the draft keeps it."""
    return "" if value is None else str(value)
