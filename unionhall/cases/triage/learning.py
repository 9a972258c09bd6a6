"""What can be learnt from letters whose kind or body is known, and is that better than the word rules?

The figures come from letters that were not learnt from, near-copies kept together. The same letters and seed teach the same.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unionhall.triage.words import Letter

from ..enums import About
from ..models import Case, Complainant
from .wording import kind_by_words, letter_of

if TYPE_CHECKING:
    from unionhall.triage.model import Model

OWN = "own closed cases"
MOST = 20_000
FOLDS, FEW_FOLDS = 5, 3
OFTEN = 0.5
PROOF = 30
ENOUGH = 200
"""Closed cases from which the weekly task learns by itself."""
KEPT_FIGURES = (
    "accuracy",
    "macro_f1",
    "top3_accuracy",
    "calibration_error",
    "per_class",
    "letters",
    "near_copies",
    "folds",
)


@dataclass(frozen=True)
class Known:
    """Letters with what they turned out to be, and who wrote each."""

    letters: list[Letter]
    labels: list[str]
    writers: list[Hashable]


@dataclass(frozen=True)
class Learnt:
    """A model with its figures; `better` than, or as good as, the simple way on the same letters."""

    about: str
    model: "Model"
    figures: dict[str, Any]

    @property
    def better(self) -> bool:
        """Kinds: at least as good as the word rules, on the federation's own closed cases too where it learnt elsewhere. Bodies, offered after the register's: right more often than always the
        commonest one, and among three more often than not."""
        figures, other = self.figures, self.figures["compared_with"]
        good = figures["macro_f1"] >= other["macro_f1"]
        if own := figures.get("own_cases"):
            good = good and own["accuracy"] >= own["compared_with"]
        if self.about == About.BODY:
            good = good and figures["accuracy"] > other["accuracy"] and figures["top3_accuracy"] >= OFTEN
        return bool(good)


def own_cases(about: str) -> Known:
    """The federation's closed cases that were accepted: with the kind as last confirmed, or the body where they ended.

    Of accounts that are word for word the same, as in the cases of one group, one is taken.
    """
    rows = Case.objects.filter(accepted_at__isnull=False, closed_at__isnull=False, is_group=False)
    rows = rows.only("account", "title", "kind", "body_id").order_by("-closed_at", "-pk")[:MOST]
    cases, seen = [], set()
    for case in rows.iterator(chunk_size=500):
        label = case.kind if about == About.KIND else str(case.body_id)
        if (case.account, label) not in seen:
            seen.add((case.account, label))
            cases.append((case.pk, letter_of(case), label))
    writers: dict[Any, Hashable] = {}
    complainants = Complainant.objects.filter(case__in=[pk for pk, _letter, _label in cases]).order_by(
        "joined_at", "pk"
    )
    held: Any = complainants.values_list("case_id", "person_id", "phone_lookup")
    for case_id, person, phone in held:
        writers.setdefault(case_id, person or (bytes(phone) if phone else None))
    return Known(
        [letter for _pk, letter, _label in cases],
        [label for _pk, _letter, label in cases],
        [writers.get(pk) for pk, _letter, _label in cases],
    )


def is_enough(known: Known) -> bool:
    """Whether there is enough to learn from without being asked to."""
    from unionhall.triage.model import FEWEST

    learnable = [label for label, n in Counter(known.labels).items() if label and n >= FEWEST]
    return len(known.letters) >= ENOUGH and len(learnable) >= 2


def learn(about: str, known: Known, *, seed: int = 0, own: Known | None = None) -> Learnt:
    """A model and its figures; `own` closed cases are asked as well where it is learnt from somebody else's letters.

    Raises CannotLearn where the letters are too few.
    """
    from unionhall.triage import copies, evaluation
    from unionhall.triage.model import train

    counted = Counter(label for label in known.labels if label)
    folds = FOLDS if sum(n >= FOLDS for n in counted.values()) >= 2 else FEW_FOLDS
    if about == About.KIND:
        other = [kind_by_words(letter) for letter in known.letters]
    else:
        other = [_commonest(counted)] * len(known.letters)
    found = evaluation.evaluate(known.letters, known.labels, folds=folds, seed=seed, also_at_random=False, other=other)
    figures = {name: found[name] for name in (*KEPT_FIGURES, "compared_with")}
    model = train(known.letters, known.labels, voices=copies.voices(known.letters, known.writers), seed=seed)
    if own is not None and len(own.letters) >= PROOF:
        figures["own_cases"] = {
            "letters": len(own.letters),
            "accuracy": _share(model.labels_of(own.letters), own.labels),
            "compared_with": _share([kind_by_words(letter) for letter in own.letters], own.labels),
        }
    return Learnt(about, model, figures)


def _share(said: Sequence[str], truth: Sequence[str]) -> float:
    return round(sum(one == other for one, other in zip(said, truth, strict=True)) / len(truth), 4)


def _commonest(counted: "Counter[str]") -> str:
    return min(counted, key=lambda label: (-counted[label], label)) if counted else ""
