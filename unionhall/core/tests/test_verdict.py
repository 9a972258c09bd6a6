"""A no explains itself."""

import pytest
from django.utils.translation import gettext_lazy, override

from unionhall.core.actor import ANONYMOUS, SYSTEM, Actor, HeldPost, system
from unionhall.core.ids import UNAMBIGUOUS, new_id, short_code
from unionhall.core.verdict import YES, Conflict, Refused, Verdict, all_of, no


def test_yes_is_true_and_passes():
    assert YES
    YES.or_refuse()
    assert all_of() is YES


def test_a_no_is_false_and_raises_with_its_sentence():
    verdict = no("This file belongs to another branch.", "Ask them to hand it over.", "other_branch")
    assert not verdict
    with pytest.raises(Refused) as raised:
        verdict.or_refuse()
    assert str(raised.value) == "This file belongs to another branch. Ask them to hand it over."
    assert raised.value.verdict is verdict
    assert raised.value.verdict.code == "other_branch"


def test_a_no_without_a_reason_is_a_mistake():
    with pytest.raises(ValueError, match="reason"):
        no("")


def test_the_first_no_counts():
    first, second = no("first"), no("second")
    assert all_of(YES, first, second) is first
    assert all_of(YES, YES)


def test_reasons_are_spoken_in_the_readers_language():
    verdict = no(gettext_lazy("This link has expired."))
    with override("zh-hans"):
        assert str(verdict) == "这个链接已过期。"
    with override("en"):
        assert str(verdict) == "This link has expired."


def test_a_conflict_is_a_refusal_and_takes_plain_sentences():
    with pytest.raises(Refused) as raised:
        raise Conflict("Somebody else changed this file.", "Look at it again.")
    assert raised.value.verdict == Verdict("Somebody else changed this file.", "Look at it again.")


def test_who_is_anonymous():
    assert ANONYMOUS.is_anonymous
    assert not SYSTEM.is_anonymous
    assert not Actor(person_id=new_id()).is_anonymous
    assert not Actor(person_id=None, link="court reply").is_anonymous
    assert system("clocks").name == "clocks"


def test_an_actor_knows_posts_and_mandates():
    here, there, worker = new_id(), new_id(), new_id()
    actor = Actor(
        person_id=worker,
        posts=(HeldPost("officer", here, 3, new_id()), HeldPost("mediator", there, 4, new_id())),
        mandates=frozenset({new_id()}),
    )
    assert actor.holds("officer", "lawyer")
    assert not actor.holds("lawyer")
    assert actor.organisation_ids("officer") == {here}
    assert actor.organisation_ids() == {here, there}
    assert actor.self_and_mandates == actor.mandates | {worker}
    assert ANONYMOUS.self_and_mandates == frozenset()


def test_keys_are_uuid7_in_the_order_they_were_made():
    made = [new_id() for _ in range(1000)]
    assert {key.version for key in made} == {7}
    assert len(set(made)) == 1000
    assert made == sorted(made)


def test_short_codes_can_be_read_aloud():
    code = short_code(200)
    assert len(code) == 200
    assert set(code) <= set(UNAMBIGUOUS)
    assert not set("0O1IL") & set(UNAMBIGUOUS)
