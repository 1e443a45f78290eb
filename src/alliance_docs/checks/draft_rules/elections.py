"""Founding in the right order, and the head of the office found as the policy says (LC-GV-10, LC-GV-11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import at, phrase, standing, told, words
from alliance_docs.checks.reading import Passage
from alliance_docs.checks.wording import contains

_PART = re.compile(r"[，,；;。]")
STAGES = {"charter": "章程", "rules": "选举制度", "election": "选举", "appointment": "聘任"}
WRONG = {"聘任": "office-elected", "选举": "office-appointed"}
"""How the policy fills the office → the words that say otherwise."""


def office_head(case: Case) -> Iterator[Hit]:
    """Where the policy says how the head of the office is found, no text says otherwise (LC-GV-10)."""
    way = case.jurisdiction.given.get("office.head_produced_by")
    head = case.jurisdiction.vocabulary.get("office_head", "")
    if way not in WRONG or not head:
        return
    wanted = phrase(WRONG[way], head=head)
    for passage, sentence in standing(case, wanted):
        yield hit(way, **told(passage, sentence, wanted), head=head)


def order(case: Case) -> Iterator[Hit]:
    """Charter, election rules, election, appointment: in this order in every agenda (LC-GV-11)."""
    for document in words("minutes"):
        for agenda in _agendas(case.passages_of.get(document, ())):
            yield from _compare(agenda)


def _agendas(passages: tuple[Passage, ...]) -> Iterator[list[Passage]]:
    """Yield the items of each agenda; where a document has none, its rubrics (resolutions in their order)."""
    by_clause: dict[str, list[Passage]] = {}
    for passage in passages:
        inline = "：" in passage.text and contains(passage.text.partition("：")[0], words("agenda_words"))
        if inline or contains(passage.clause.rubric_text, words("agenda_words")) or contains(passage.lead, words("agenda_words")):
            by_clause.setdefault(passage.clause.id, []).append(passage)
    if by_clause:
        yield from by_clause.values()
    else:
        yield [passage for passage in passages if passage.text == passage.clause.rubric_text]


def _compare(agenda: list[Passage]) -> Iterator[Hit]:
    seen: dict[str, tuple[int, Passage]] = {}
    for place, passage in enumerate(agenda):
        for number, part in enumerate(_PART.split(passage.text)):
            for stage in _stages(part):
                seen.setdefault(stage, (place * 100 + number, passage))
    for earlier, later in (("charter", "election"), ("rules", "election"), ("election", "appointment")):
        if earlier in seen and later in seen and seen[later][0] < seen[earlier][0]:
            yield hit(**at(seen[later][1]), earlier=STAGES[earlier], later=STAGES[later])


def _stages(part: str) -> Iterator[str]:
    if contains(part, words("adopt_charter")):
        yield "charter"
    if contains(part, words("adopt_election_rules")):
        yield "rules"
    if contains(part, words("elect_council")) and not contains(part, words("elect_not")):
        yield "election"
    if contains(part, words("appoint")) and not contains(part, words("appoint_not")):
        yield "appointment"


RULES = {"LC-GV-10": office_head, "LC-GV-11": order}
