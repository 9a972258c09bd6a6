"""Every door is closed unless opened on purpose, and every no is said in a form the caller can read."""

import json
import logging

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils.translation import override

from unionhall.core import http, paging
from unionhall.core.actor import ANONYMOUS, Actor
from unionhall.core.http import ClosedByDefaultMiddleware, RequestIdFilter, RequestIdMiddleware, problem, public
from unionhall.core.ids import new_id
from unionhall.core.ratelimit import Limited
from unionhall.core.verdict import Conflict, Refused, no

LI = Actor(person_id=new_id())


def closed(request):
    return HttpResponse("inside")


@public
def opened(request):
    return HttpResponse("welcome")


@public
def refusing(request):
    raise Refused(no("This file belongs to another branch.", "Ask them.", "other_branch"))


@public
def conflicting(request):
    raise Conflict("Somebody else changed this file.")


@public
def limited(request):
    Limited("Too often.", "Wait.", "rate_limited", 60).or_refuse()


@public
def lost(request):
    raise paging.BadCursor


@public
def logging_view(request):
    return HttpResponse(http.request_id())


urlpatterns = [
    path("closed/", closed),
    path("opened/", opened),
    path("refusing/", refusing),
    path("conflicting/", conflicting),
    path("limited/", limited),
    path("lost/", lost),
    path("id/", logging_view),
    path("api/closed", closed),
    path("api/refusing", refusing),
    path("api/conflicting", conflicting),
    path("api/limited", limited),
    path("api/lost", lost),
    path("sign-in/", opened),
]
MIDDLEWARE = [
    "unionhall.core.http.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "unionhall.core.http.ClosedByDefaultMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "unionhall.core.http.RefusalMiddleware",
]


REFUSAL = """{% load partials %}<html>{% partialdef notice inline %}
<p role="alert">{{ reason }}</p><p>{{ next_step }}</p>{% if back %}<a href="{{ back }}">Back</a>{% endif %}
{% endpartialdef %}</html>"""
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.locmem.Loader", {"ui/refusal.html": REFUSAL})],
                )
            ]
        },
    }
]


@pytest.fixture
def browser():
    settings = override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE, TEMPLATES=TEMPLATES, LANGUAGE_CODE="en")
    with settings, override("en"):
        yield Client()


def test_a_view_is_closed_unless_marked(browser):
    assert browser.get("/opened/").content == b"welcome"
    answer = browser.get("/closed/?a=1")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/closed/%3Fa%3D1")


def test_a_post_without_a_sign_in_does_not_come_back_to_itself(browser):
    assert browser.post("/closed/")["Location"] == "/sign-in/?next=/"


def test_the_api_answers_401_as_a_problem(browser):
    answer = browser.get("/api/closed")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "sign_in"
    assert answer.json()["request_id"] == answer["X-Request-ID"]


def test_htmx_is_sent_to_the_sign_in_and_back_to_its_page(browser):
    answer = browser.get("/closed/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/?q=1"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/sign-in/?next=/cases/%3Fq%3D1"


def test_somebody_signed_in_comes_in(browser, rf):
    request = rf.get("/closed/")
    request.actor = LI
    assert ClosedByDefaultMiddleware(closed).process_view(request, closed, (), {}) is None
    request.actor = ANONYMOUS
    assert ClosedByDefaultMiddleware(closed).process_view(request, closed, (), {}).status_code == 302
    request.actor = Actor(person_id=None, link="court-reply")
    assert ClosedByDefaultMiddleware(closed).process_view(request, closed, (), {}) is None


def test_a_package_can_be_opened_by_the_settings(settings):
    assert not http.is_public(closed)
    settings.PUBLIC_VIEW_MODULES = [__name__]
    assert http.is_public(closed)
    settings.PUBLIC_VIEW_MODULES = ["unionhall.core.tests.test_htt"]
    assert not http.is_public(closed)


@pytest.mark.parametrize(
    ("where", "status"), [("refusing", 409), ("conflicting", 409), ("limited", 429), ("lost", 400)]
)
def test_a_refusal_is_a_page_a_fragment_and_a_problem_with_the_same_sentence(browser, where, status):
    page = browser.get(f"/{where}/")
    fragment = browser.get(f"/{where}/", headers={"HX-Request": "true"})
    document = browser.get(f"/api/{where}")
    assert [page.status_code, fragment.status_code, document.status_code] == [status] * 3
    sentence = document.json()["title"]
    assert sentence in page.content.decode()
    assert sentence in fragment.content.decode()
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert document.json()["status"] == status


def test_a_problem_names_the_next_step_and_a_word_for_programs(browser):
    body = browser.get("/api/refusing").json()
    assert (body["title"], body["detail"], body["code"]) == (
        "This file belongs to another branch.",
        "Ask them.",
        "other_branch",
    )
    assert browser.get("/api/limited")["Retry-After"] == "60"
    assert browser.get("/limited/")["Retry-After"] == "60"


def test_the_way_back_leads_to_this_site_only(browser):
    assert (
        'href="/cases/?q=1"'
        in browser.get("/refusing/", headers={"Referer": "http://testserver/cases/?q=1"}).content.decode()
    )
    assert "evil.example" not in browser.get("/refusing/", headers={"Referer": "http://evil.example/"}).content.decode()


def test_other_errors_are_left_alone(rf):
    assert http.RefusalMiddleware(closed).process_exception(rf.get("/"), ValueError("x")) is None


def test_every_answer_carries_a_request_id(browser):
    first, second = browser.get("/id/"), browser.get("/id/")
    assert first.content.decode() == first["X-Request-ID"] != second["X-Request-ID"]
    assert browser.get("/id/", headers={"X-Request-ID": "proxy-0123456789"})["X-Request-ID"] == "proxy-0123456789"
    for forged in ("short", "x" * 65, "a b c d e f g h", "1234567\x00"):
        assert browser.get("/id/", headers={"X-Request-ID": forged})["X-Request-ID"] != forged
    assert http.request_id() == ""


def test_log_lines_carry_the_request_id(rf):
    record = logging.LogRecord("x", logging.INFO, "x", 1, "x", (), None)
    seen = {}

    def view(request):
        RequestIdFilter().filter(record)
        seen["id"] = record.request_id
        return HttpResponse()

    answer = RequestIdMiddleware(view)(rf.get("/"))
    assert seen["id"] == answer["X-Request-ID"]


def test_a_problem_may_list_what_is_wrong():
    answer = problem(422, "Not understood.", errors=[{"field": "amount", "message": "too large"}])
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": "Not understood.",
        "status": 422,
        "errors": [{"field": "amount", "message": "too large"}],
    }


def test_a_form_without_its_token_is_explained(browser, rf):
    assert "nothing was saved" in http.csrf_failure(rf.post("/api/x")).content.decode()
    answer = http.csrf_failure(rf.post("/x"))
    assert answer.status_code == 403
    assert "nothing was saved" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("  宏达\n 制造 ", "宏达 制造"), ("a\0b", "a b"), ("\0", ""), ("长" * 100, "长" * 60), ("𠮷%_\\'", "𠮷%_\\'")],
)
def test_a_search_box_takes_whatever_is_typed(rf, typed, asked):
    assert http.words_asked(rf.get("/", {"q": typed})) == asked
    assert http.words_asked(rf.post("/", {"q": typed})) == asked
