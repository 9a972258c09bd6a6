"""What do the file, its findings and its claims hold for a paper, and what of it may its receivers read?

A worker who hides their name from the employer, or is anonymous, stands in every paper as a gap: all of them may reach the
employer. Phone and identity numbers are masked wherever they stand in somebody's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unionhall.cases import api as cases
from unionhall.cases.enums import Audience, IdentityLevel, PartyRole
from unionhall.claims import api as claims
from unionhall.core.actor import Actor
from unionhall.core.sealed import mask_identity, mask_name, mask_phone
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import AgencyKind

from ..content import CLAIMS, DOUBTFUL, EVIDENCE, GAP, Block, Content, yuan
from ..enums import LETTERS, PaperKind
from ..models import Paper

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant
    from unionhall.claims.models import Claim, KeptFinding

PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
HIDDEN_WORKER = "某职工"
NAMED_AT_MOST, FINDINGS_AT_MOST = 30, 40
SEXES = {"male": "男", "female": "女"}


@dataclass
class Source:
    """Everything a paper of one kind may be filled with, as far as whoever drafts it reads the file."""

    case: Case
    kind: str
    by: Actor
    complainant: Complainant | None = None
    follows: Paper | None = None
    lacking: list[tuple[str, str]] = field(default_factory=list)

    # -- people -----------------------------------------------------------------------------------------------------

    @cached_property
    def all_workers(self) -> list[Complainant]:
        """The workers of the case, and of the members of a group."""
        inside = [self.case]
        if self.case.is_group:
            inside += list(cases.desk_cases(self.by).filter(group=self.case).order_by("number", "pk").defer("account"))
        found = cases.workers_of(inside)
        keys = [worker.pk for one in inside for worker in found.get(one.pk, [])]
        if not keys:
            return []
        kind = type(next(worker for workers in found.values() for worker in workers))
        whole = {one.pk: one for one in kind._default_manager.filter(pk__in=keys).select_related("person", "case")}
        return [whole[key] for key in keys]

    @cached_property
    def workers(self) -> list[Complainant]:
        """Those the paper is for."""
        return [self.complainant] if self.complainant else self.all_workers

    @cached_property
    def hidden_names(self) -> list[str]:
        """Names that stand in no paper the employer may see."""
        return hidden_names(self.all_workers)

    def name_of(self, worker: Complainant | None) -> str:
        """The worker's name as the paper's receivers may read it."""
        if worker is None or worker.identity_level != IdentityLevel.NAMED or not worker.name:
            return GAP
        return mask_name(worker.name) if self.kind == PaperKind.RECOMMENDATION else worker.name

    def is_open(self, worker: Complainant | None) -> bool:
        """Whether sums of this worker may be told to the employer."""
        if worker is None:
            return not any(one.identity_level != IdentityLevel.NAMED for one in self.all_workers)
        return bool(worker.identity_level == IdentityLevel.NAMED)

    # -- the employer -----------------------------------------------------------------------------------------------

    @cached_property
    def employer(self) -> dict[str, str]:
        """Name, code and address of the employer complained of."""
        parties = self.case.parties.filter(role=PartyRole.EMPLOYER, ended_on__isnull=True).select_related("employer")
        party = parties.order_by("added_at", "pk").first()
        registered = self.case.employer or (party.employer if party else None)
        return {
            "name": registered.name if registered else (party.name if party else self.case.employer_name),
            "uscc": (registered.uscc or "") if registered else "",
            "address": registered.address if registered else "",
        }

    # -- findings and claims ----------------------------------------------------------------------------------------

    @cached_property
    def findings(self) -> list[KeptFinding]:
        """The findings in force the paper may speak of."""
        inside = [self.case.pk, *{worker.case_id for worker in self.workers}]
        found = claims.visible_findings(self.by).filter(case__in=inside, ended_at__isnull=True)
        rows = found.select_related("complainant", "case").order_by("at", "pk")[:FINDINGS_AT_MOST]
        return [row for row in rows if self._concerns(row.complainant)]

    @cached_property
    def claims(self) -> list[Claim]:
        """What is asked for, as far as the paper may say it."""
        return [one for one in claims.claims_of(self.case, by=self.by) if self._concerns(one.complainant)]

    def _concerns(self, worker: Complainant | None) -> bool:
        if self.complainant is not None and worker is not None and worker.pk != self.complainant.pk:
            return False
        return self.kind not in LETTERS or self.is_open(worker)

    def claims_table(self, key: str, head: str, text: str) -> Block:
        """Items, amounts and articles; several workers are told apart by name, or by number where the name is hidden."""
        several = len({one.complainant_id for one in self.claims}) > 1
        order: dict[UUID | None, int] = {worker.pk: n for n, worker in enumerate(self.all_workers, 1)}
        rows = []
        for one in self.claims:
            item = claims.name_of(one.calculator, one.item)["zh"]
            if several:
                name = self.name_of(one.complainant)
                who = f"职工{order.get(one.complainant_id, 0)}" if name == GAP else name
                item = f"{who}：{item}"
            rows.append([item, yuan(one.amount), "、".join(words["zh"] for words in one.articles)])
        if not rows and self.kind not in LETTERS:
            rows = [[GAP, GAP, GAP]]
            self.lack(key, "claims")
        return Block(key, head, text, CLAIMS, rows)

    def evidence_table(self, key: str, head: str) -> Block:
        """The attachments of the file, and what the findings say should be collected."""
        rows = []
        files = cases.visible_files(self.by, self.case).filter(audience=Audience.WORKER, stored__kind="evidence")
        for row in files.select_related("stored").order_by("at", "pk")[:200]:
            name = row.stored.name.rpartition(".")[0] or row.stored.name
            rows.append([self.clean(name), self.clean(row.label) or GAP, "申请人提供", ""])
        if any(GAP in row[1] for row in rows):
            self.lack(key, "shows")
        wanted = {
            words["zh"]: kept.finding["title"]["zh"] for kept in self.findings for words in kept.finding["evidence"]
        }
        rows += [[what, f"{title}的事实", "待收集", ""] for what, title in wanted.items()]
        if not rows:
            rows = [[GAP, GAP, GAP, ""]]
            self.lack(key, "evidence")
        return Block(key, head, "", EVIDENCE, rows)

    @cached_property
    def articles(self) -> dict[str, str]:
        """The articles of the findings with what they say in plain words."""
        found: dict[str, str] = {}
        for kept in self.findings:
            for step in self._steps(kept):
                for article in step["articles"]:
                    found.setdefault(article["words"]["zh"], article.get("plain", {}).get("zh", ""))
        return found

    @cached_property
    def held(self) -> dict[str, Any]:
        """What the file and its findings know of the worker's employment."""
        worker = self.complainant or (self.workers[0] if len(self.workers) == 1 else None)
        if worker is None:
            return {}
        return claims.held_facts(worker.case, by=self.by, complainant=worker)

    def reckoned(self) -> list[str]:
        """Each finding in words: what it comes to, and step by step how."""
        lines = []
        several = len({kept.complainant_id for kept in self.findings}) > 1
        for kept in self.findings:
            told = kept.finding
            head = (told["headline"] or told["title"])["zh"]
            name = self.name_of(kept.complainant) if several else ""
            title = told["title"]["zh"]
            head = head if head.startswith(title) else f"{title}：{head}"
            lines.append(f"{'' if name in ('', GAP) else name + '：'}{head}")
            lines += [
                f"　　{step['words']['zh']}{'（' + step['formula'] + '）' if step['formula'] else ''}"
                for step in self._steps(kept)
            ]
        return lines

    def _steps(self, kept: KeptFinding) -> list[dict[str, Any]]:
        """The steps that lead to what is claimed; what a finding advises the worker besides is not for the other side."""
        steps: list[dict[str, Any]] = kept.finding["steps"]
        ends = tuple(f"= {one.amount:.2f}" for one in self.claims if one.finding_id == kept.pk)
        last = max((n for n, step in enumerate(steps) if ends and step["formula"].endswith(ends)), default=-1)
        return steps[: last + 1] if last >= 0 else [step for step in steps if step["formula"]]

    # -- places -----------------------------------------------------------------------------------------------------

    def agency(self, kind: AgencyKind) -> str:
        """The partner agency of the nearest place around the matter."""
        place = self.case.division or self.case.body.division
        chain = [one.pk for one in organisations.division_chain(place)] if place else []
        known = organisations.visible_organisations(self.by).filter(agency_kind=kind, closed_on__isnull=True)
        found = list(known.filter(division__in=chain).order_by("level", "pk"))
        found.sort(key=lambda one: chain.index(one.division_id) if one.division_id else 0)
        if found:
            return str(found[0].name)
        only = list(known.order_by("pk")[:2])
        return str(only[0].name) if len(only) == 1 else ""

    # -- words ------------------------------------------------------------------------------------------------------

    def lack(self, block: str, what: str) -> str:
        """A gap, and a line on the list of what the file lacks."""
        self.lacking.append((block, what))
        return GAP

    def clean(self, text: str) -> str:
        """Somebody's own words without hidden names, phone and identity numbers."""
        text = IDENTITY.sub(lambda m: mask_identity(m[0]), PHONE.sub(lambda m: mask_phone(m[0]), text))
        for name in self.hidden_names:
            text = text.replace(name, HIDDEN_WORKER)
        return text.strip()

    def finish(self, content: Content) -> Content:
        """With the list of gaps, the findings it rests on, and what is doubtful in them."""
        content.lacking = list(dict.fromkeys(self.lacking))
        content.findings = [
            {
                "id": str(kept.pk),
                "calculator": kept.calculator,
                "on": kept.on.isoformat(),
                "book": kept.book,
                "provisional": bool(kept.finding["unverified"]),
            }
            for kept in self.findings
        ]
        told = self.findings if self.kind != PaperKind.EVIDENCE_LIST else []  # a list of evidence tells no sum
        doubts = [words["zh"] for kept in told for words in kept.finding["unverified"]]
        content.doubts = [f"{DOUBTFUL}：{words}" for words in dict.fromkeys(doubts)]
        return content


def hidden_names(workers: Iterable[Complainant]) -> list[str]:
    """Names that workers asked us to hide, the longest first."""
    found = set()
    for worker in workers:
        if worker.identity_level != IdentityLevel.NAMED:
            found |= {worker.name, worker.person.name if worker.person else ""}
    return sorted((name for name in found if len(name) > 1), key=len, reverse=True)


def day(value: date | str | None) -> str:
    if not value:
        return GAP
    value = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{value.year}年{value.month}月{value.day}日"
