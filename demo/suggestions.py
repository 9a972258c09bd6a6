"""What the machine suggests for the demo's fresh matters, learnt from its closed ones where that beats the word rules."""

from unionhall.cases import actions, queries
from unionhall.cases.enums import About
from unionhall.cases.triage import learning
from unionhall.core.actor import system
from unionhall.triage.model import CannotLearn

BY = system("suggestions")


def make() -> None:
    """Learn, then suggest, as the background work does in a real installation."""
    for about in (About.KIND, About.BODY):
        try:
            learnt = learning.learn(about, learning.own_cases(about))
        except CannotLearn:
            continue
        if learnt.better:
            actions.keep_model(learnt, by=BY, source=learning.OWN)
    for case in queries.to_suggest_anew():
        if (
            not case.to_chair
        ):  # the chair's letters are many; theirs are made when their files are opened, or in the night
            actions.suggest(case, by=BY)
