"""The rail: who sees which entry, and where one is."""

import pytest

from unionhall.core.actor import ANONYMOUS, Actor, HeldPost
from unionhall.core.ids import new_id
from unionhall.ui import navigation


@pytest.fixture(autouse=True)
def empty_rail(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_places", {})


def officer():
    return Actor(new_id(), "Zhou", (HeldPost("officer", new_id(), 3, new_id()),))


def test_an_entry_is_seen_only_by_those_it_is_for():
    navigation.register("gallery", "Gallery", "house", "ui:gallery", visible=lambda actor: actor.holds("officer"))

    assert navigation.departments_for(ANONYMOUS, "/") == ()
    assert navigation.departments_for(officer(), "/")[0].links[0].label == "Gallery"


def test_departments_stand_in_the_houses_order_and_empty_ones_are_left_out():
    navigation.register("a", "Figures", "house", "ui:gallery", department="support")
    navigation.register("b", "Disputes", "house", "ui:language", department="rights")

    assert [department.key for department in navigation.departments_for(officer(), "/")] == ["rights", "support"]


def test_the_nearest_entry_is_where_we_are():
    navigation.register("a", "Gallery", "house", "ui:gallery")
    navigation.register("b", "Panel", "house", "ui:gallery_panel")

    links = navigation.departments_for(officer(), "/ui/panel/7/")[0].links
    assert [(link.label, link.current) for link in links] == [("Gallery", False), ("Panel", True)]


def test_a_rail_longer_than_a_screen_shows_where_one_is_and_folds_the_rest():
    for number in range(navigation.ONE_SCREEN):
        navigation.register(f"r{number}", f"R{number}", "house", "ui:language", department="rights")
    assert not any(group.folds for group in navigation.departments_for(officer(), "/"))

    navigation.register("s", "Gallery", "house", "ui:gallery", department="support")

    def opened(path):
        return [(group.key, group.folds, group.open) for group in navigation.departments_for(officer(), path)]

    assert opened("/nowhere/") == [("rights", True, True), ("support", True, False)]
    assert opened("/ui/7/") == [("rights", True, False), ("support", True, True)]


def test_a_department_nobody_knows_is_refused():
    with pytest.raises(KeyError):
        navigation.register("a", "A", "house", "ui:gallery", department="nowhere")


def test_a_place_nobody_claimed_or_nobody_serves_has_no_link():
    navigation.claim("sign_out", "people:no_such_page")

    assert navigation.place_urls(None)["sign_out"] == ""
    assert navigation.place_urls(None)["home"] == ""
