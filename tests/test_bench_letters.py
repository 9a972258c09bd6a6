"""What the benches invent is the same every time, holds what it says, and is counted right."""

from bench import mailbag, planted, problems
from unionhall.triage.problems import Problem


def test_the_same_seed_invents_the_same_letters_and_no_letter_twice() -> None:
    letters = mailbag.others(400)
    assert letters == mailbag.others(400)
    assert len({told.letter for told in letters}) == len({told.writer for told in letters}) == 400


def test_every_kind_is_among_the_labelled_letters() -> None:
    letters, labels = mailbag.labelled(400)
    assert len(letters) == len(labels) == 400
    assert set(labels) == set(mailbag.KINDS)


def test_every_topic_is_told_by_six_to_fifteen_letters_all_different() -> None:
    told, names = planted.planted(facts=True)
    assert len(planted.TOPICS) >= 12
    assert all(6 <= names.count(topic.name) <= 15 for topic in planted.TOPICS)
    assert len({one.letter for one in told}) == len(told)


def test_without_facts_a_letter_says_only_its_words_and_that_somebody_wrote_it() -> None:
    told, names = problems.mixed(50, facts=False)
    assert len(told) == len(names)
    assert not any(one.employer or one.kind or one.site for one in told)
    assert names.count("驻站食堂") == 11


def test_a_problem_with_half_of_a_topic_and_as_many_others_is_half_right() -> None:
    names = ["甲", "甲", "甲", "甲", "", "", "乙"]
    found = [Problem("", [0, 1, 4, 5], [0], 4, 1)]
    assert problems.fits(found, names) == [("甲", 4, 0.5, 0.5, 0.5), ("乙", 1, 0.0, 0.0, 0.0)]
    assert problems.rand_indices([Problem("", [0, 1, 2, 3], [0], 4, 1)], names) == (1.0, 1.0)
