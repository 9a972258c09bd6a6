"""It learns, says why, stays the same, and keeps nothing it could run."""

from pathlib import Path

import numpy as np
import pytest

from unionhall.triage import evaluation
from unionhall.triage.model import CannotLearn, Model, train
from unionhall.triage.tests.letters import some
from unionhall.triage.words import Letter


@pytest.fixture(scope="module")
def model() -> Model:
    return train(*some())


def test_a_new_letter_gets_its_matter_with_the_words_that_spoke(model: Model) -> None:
    first, *others = model.suggest([Letter("公司三个月没有发工资了，加班费也不给")])[0]
    assert first.label == "工资"
    assert first.confidence > 0.5 > others[0].confidence
    assert any("工资" in word or "加班" in word for word in first.because)


def test_confidences_are_shares_of_one(model: Model) -> None:
    shares = model.shares([Letter("食堂的饭菜是凉的"), Letter("随便说说")])
    assert np.allclose(shares.sum(axis=1), 1)
    assert (shares >= 0).all()


@pytest.mark.parametrize("body", ["", "   ", "330102199003078219", "。", "13812345678 13900000000"])
def test_a_letter_without_words_gets_no_suggestion_or_an_unsure_one(model: Model, body: str) -> None:
    suggested = model.suggest([Letter(body)])[0]
    assert not suggested or suggested[0].confidence < 0.9


def test_a_reason_is_never_somebodys_number(model: Model) -> None:
    suggested = model.suggest([Letter("拖欠工，资每月 13812345678 身份证330102199003078219 工资没有发")])[0]
    assert all(word.isalpha() for one in suggested for word in one.because), "no number, no stop, nobody's code"


def test_the_same_letters_and_seed_teach_the_same(model: Model) -> None:
    again = train(*some())
    assert np.array_equal(again.weights, model.weights)
    assert again.temperature == model.temperature


def test_a_model_is_read_back_as_it_was_and_holds_no_code(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path / "model.npz")
    read = Model.load(tmp_path / "model.npz")
    letters, _labels = some(5, seed=2)
    assert read.labels_of(letters) == model.labels_of(letters)
    assert np.allclose(read.shares(letters), model.shares(letters), atol=1e-4)
    assert b"pickle" not in (tmp_path / "model.npz").read_bytes()


def test_too_few_letters_teach_nothing_and_say_so() -> None:
    with pytest.raises(CannotLearn, match="two labels"):
        train([Letter("工资")] * 5, ["工资"] * 5)
    with pytest.raises(CannotLearn, match="two labels"):
        train([], [])


def test_two_labels_are_enough() -> None:
    letters, labels = some()
    kept = [n for n, label in enumerate(labels) if label != "住房"]
    two = train([letters[n] for n in kept], [labels[n] for n in kept])
    assert two.labels_of([Letter("食堂卫生差"), Letter("拖欠工资")]) == ["食堂", "工资"]


def test_a_rare_label_is_left_out_and_the_rest_is_learnt() -> None:
    letters, labels = some(10)
    assert train([*letters, Letter("别的")], [*labels, "罕见"]).labels == sorted({*labels})


# --- the honest figures -----------------------------------------------------------------------------------------------


def test_figures_come_with_both_splits_and_every_label() -> None:
    letters, labels = some()
    found = evaluation.evaluate(letters, labels, folds=3)
    assert found["macro_f1"] > 0.9
    assert set(found["per_class"]) == {"工资", "食堂", "住房"}
    assert set(found["splits"]) == {"near_copies_together", "random_stratified"}
    assert sum(map(sum, found["confusion"]["matrix"])) == found["letters"] == len(letters)
    again = evaluation.evaluate(letters, labels, folds=3)
    assert {**again, "messages_per_second": 0} == {**found, "messages_per_second": 0}


def test_labels_drawn_at_random_cannot_be_learnt_even_when_every_letter_stands_five_times() -> None:
    """Copies in both parts would make noise look like knowledge; kept together they do not."""
    import random

    rng = random.Random(3)
    alphabet = [chr(code) for code in range(0x4E00, 0x4E00 + 800)]
    bodies = ["".join(rng.choice(alphabet) for _n in range(60)) for _m in range(40)]
    labels = [rng.choice("甲乙") for _body in bodies]
    found = evaluation.evaluate([Letter(body) for body in bodies * 5], labels * 5, folds=4)
    assert found["near_copies"] == 160
    assert found["splits"]["random_stratified"]["macro_f1"] > 0.95
    assert found["macro_f1"] < 0.75


def test_letters_without_a_label_are_left_out_and_counted() -> None:
    letters, labels = some(10)
    found = evaluation.evaluate([*letters, Letter("没有标签")], [*labels, ""], folds=3)
    assert found["letters"] == len(letters)
    assert found["left_out"]["without_label"] == 1
