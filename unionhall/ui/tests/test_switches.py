"""Language and elder mode: by post, without scripts, back to where one was."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_language_is_remembered_and_the_page_comes_back(client, settings):
    answer = client.post("/ui/language/", {"language": "en", "next": "/ui/?shell=desk"})

    assert (answer.status_code, answer["Location"]) == (303, "/ui/?shell=desk")
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_language_we_do_not_speak_is_not_remembered(client, settings):
    answer = client.post("/ui/language/", {"language": "xx", "next": "/"})

    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_a_switch_never_leads_to_another_site(client, target):
    assert client.post("/ui/elder/", {"elder": "1", "next": target})["Location"] == "/"


def test_elder_mode_stays_until_it_is_left(client, settings):
    settings.DEMO = True
    client.post("/ui/elder/", {"elder": "2", "next": "/ui/"})
    assert 'data-elder="2"' in client.get("/ui/").content.decode()

    client.post("/ui/elder/", {"elder": "", "next": "/ui/"})
    assert "data-elder" not in client.get("/ui/").content.decode()


def test_a_size_nobody_offered_is_not_taken(client):
    answer = client.post("/ui/elder/", {"elder": "99", "next": "/"})

    assert answer.cookies["elder"].value == ""


def test_a_link_cannot_switch(client):
    assert client.get("/ui/elder/").status_code == 405
    assert client.get("/ui/language/").status_code == 405
