"""How whole and how clean are shared problems found? Planted topics among letters of other matters, and a reference list.

Precision, recall and F1 of a topic are those of the found problem that fits it best; a letter counts for the problem that
holds it. The adjusted Rand index compares the whole partition: every letter found in no problem stands by itself, and so does
every letter planted in no topic when “all letters” are compared.
"""

from __future__ import annotations

import argparse
import ast
import csv
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import adjusted_rand_score

from bench import ground, mailbag, planted
from unionhall.triage.problems import Problem, Told, discover
from unionhall.triage.words import Letter

BRANCH = ground.ROOT / "demo" / "stories" / "branch_words.py"


def main(arguments: list[str]) -> None:
    """Planted topics at each size with and without facts, then the reference list where one is given."""
    parser = argparse.ArgumentParser(prog="bench problems")
    parser.add_argument("--among", default="1000,10000", help="letters of other matters")
    parser.add_argument("--people", type=int, default=5)
    parser.add_argument("--letters", type=Path, help="real letters (CSV): 留言编号, 留言用户, 留言主题, 留言详情")
    parser.add_argument("--topics", type=Path, help="the reference topics (CSV): 留言编号, 问题描述")
    said = parser.parse_args(arguments)
    for among in (int(number) for number in said.among.split(",") if number):
        for facts in (True, False):
            told, names = mixed(among, facts=facts)
            print(
                f"\n{len(told) - among} planted letters among {among:,}, employer, kind and site {'known' if facts else 'unknown'}"
            )
            report(told, names, people=said.people)
    if said.letters and said.topics:
        told, names = reference(said.letters, said.topics)
        print(f"\n{len(told):,} letters of {said.letters.name}, topics of {said.topics.name}")
        report(told, names, people=said.people)


def mixed(among: int, *, facts: bool) -> tuple[list[Told], list[str]]:
    """Planted letters shuffled among others, with the name of the topic of each, empty for the others."""
    told, names = planted.planted(facts=facts)
    for name, theirs in branch().items():
        for n, (site, words) in enumerate(theirs):
            letter, writer = Letter(words), f"{name}{n}"
            told.append(Told(letter, writer, site, "瑞江供电公司", name) if facts else Told(letter, writer))
            names.append(name)
    told += mailbag.others(among, facts=facts)
    names += [""] * among
    order = random.Random(among).sample(range(len(told)), len(told))
    return [told[n] for n in order], [names[n] for n in order]


def branch() -> dict[str, list[tuple[str, str]]]:
    """The three problems of the branch of the demo, read as values so that the demo need not be set up."""
    wanted = {"CANTEEN": "驻站食堂", "HOUSING": "驻外住房", "INSURANCE": "社保参保地"}
    found = {}
    for node in ast.parse(BRANCH.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in wanted:
            found[wanted[node.targets[0].id]] = list(ast.literal_eval(node.value))
    return found


def reference(letters: Path, topics: Path) -> tuple[list[Told], list[str]]:
    """Letters and the topic of each that is in the list."""
    with topics.open(encoding="utf-8-sig", newline="") as lines:
        topic_of = {row["留言编号"]: row["问题描述"] for row in csv.DictReader(lines)}
    with letters.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    told = [Told(Letter(row["留言详情"], row["留言主题"]), row["留言用户"]) for row in rows]
    return told, [topic_of.get(row["留言编号"], "") for row in rows]


def report(told: Sequence[Told], names: Sequence[str], *, people: int) -> None:
    """Find the problems and print how well they fit the topics."""
    begun = time.perf_counter()
    found = discover(told, people=people)
    seconds = time.perf_counter() - begun
    rows = fits(found, names)
    print(f"{'topic':28}{'letters':>8}{'precision':>11}{'recall':>8}{'F1':>7}")
    for name, size, precision, recall, f1 in rows:
        print(f"{name[:24]:28}{size:>8}{precision:11.2f}{recall:8.2f}{f1:7.2f}")
    means = [sum(row[n] for row in rows) / len(rows) for n in (2, 3, 4)]
    print(f"{'mean':28}{sum(row[1] for row in rows):>8}{means[0]:11.2f}{means[1]:8.2f}{means[2]:7.2f}")
    listed, all_of_them = rand_indices(found, names)
    print(f"adjusted Rand index: {listed:.2f} over the letters of the topics, {all_of_them:.2f} over all letters")
    print(f"{len(found)} problems found in {seconds:.1f} s")


def fits(found: Sequence[Problem], names: Sequence[str]) -> list[tuple[str, int, float, float, float]]:
    """For each topic its size, and precision, recall and F1 of the problem that fits it best."""
    sizes = Counter(name for name in names if name)
    best: dict[str, tuple[float, float, float]] = defaultdict(lambda: (0.0, 0.0, 0.0))
    for problem in found:
        for name, shared in Counter(names[n] for n in problem.members if names[n]).items():
            precision, recall = shared / len(problem.members), shared / sizes[name]
            f1 = 2 * precision * recall / (precision + recall)
            best[name] = max(best[name], (f1, precision, recall))
    return [(name, size, best[name][1], best[name][2], best[name][0]) for name, size in sizes.items()]


def rand_indices(found: Sequence[Problem], names: Sequence[str]) -> tuple[float, float]:
    """Over the letters of the topics, and over all."""
    problem_of = {member: n for n, problem in enumerate(found) for member in problem.members}
    topics: dict[str, int] = {}
    truth = [topics.setdefault(name, len(topics)) if name else -1 - n for n, name in enumerate(names)]
    said = [problem_of.get(n, -1 - n) for n in range(len(names))]
    listed = [n for n, name in enumerate(names) if name]
    return (
        float(adjusted_rand_score([truth[n] for n in listed], [said[n] for n in listed])),
        float(adjusted_rand_score(truth, said)),
    )
