"""Annexes: the list names those that exist, and 附件N leads to one (LC-FM-07)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import clause_place
from alliance_docs.drafting.draft import Clause, Item, Paragraph, Ref, clause_inlines, plain
from alliance_docs.facts.numerals import read_han

_LISTED = re.compile(r"^\s{0,8}附件\s{0,8}([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s{0,8}[:：.、　 ]\s{0,8}(\S.{0,60}?)[；。;.]?$")
_ELSEWHERE = re.compile(r"(?:》|(?<!本)(?:协议|章程|合同|办法|制度|通知|意见)(?:书)?)的?(?:第[一二三四五六七八九十百\d]{1,7}条(?:第[一二三四五六七八九十]{1,3}款)?[和、及与])?\s*$")
"""Words before 附件N that give it to another document: 联盟协议附件3, 协议第五条和附件3. 本协议附件3 is its own."""
BEFORE = 24
"""How far before 附件N they are looked for, in characters."""
_NAMED = re.compile(r"附件\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?![0-9])")


def annexes(case: Case) -> Iterator[Hit]:
    """Compare the list of annexes with the annexes, and every 附件N with both; documents without annexes are left alone."""
    for document, draft in case.drafts.items():
        there = {clause.number: clause for clause in draft.clauses if clause.kind == "annex" and clause.number}
        if not there:
            continue
        listed: dict[int, tuple[Clause, str]] = {}
        for clause in draft.clauses:
            if clause.kind == "annex":
                continue
            for block in clause.blocks:
                if isinstance(block, Item | Paragraph) and (found := _LISTED.match(plain(block.inlines))):
                    listed[_number(found[1])] = (clause, found[2])
        yield from _compare(document, there, listed)
        named: dict[int, dict[str, tuple[str, str, str, str]]] = {}
        for clause in draft.clauses:
            if not any(clause is owner for owner, _ in listed.values()):
                for number, text in _named(clause):
                    if number not in there and number not in listed:  # what the list names and is not there is told by the list
                        named.setdefault(number, {}).setdefault(clause.id, (document, clause.id, clause_place(clause), text))
        for number, places in named.items():
            (_, clause_id, place, text), *others = places.values()
            more = f"，另见{'、'.join(dict.fromkeys(one[2] for one in others))}" if others else ""
            yield hit("named", place, document=document, clause=clause_id, spot=text, also=tuple(others), number=number, more=more)


def _compare(document: str, there: dict[int, Clause], listed: dict[int, tuple[Clause, str]]) -> Iterator[Hit]:
    for number, (clause, title) in listed.items():
        annex = there.get(number)
        place = clause_place(clause)
        if annex is None:
            yield hit("none", place, document=document, clause=clause.id, number=number, title=title)
        elif _bare(annex.rubric_text) != _bare(title):
            yield hit("title", place, document=document, clause=clause.id, number=number, title=title, there=annex.rubric_text)
    if listed:
        clause = next(iter(listed.values()))[0]
        for number, annex in there.items():
            if number not in listed:
                yield hit("unlisted", clause_place(clause), document=document, clause=clause.id, number=number, title=annex.rubric_text)


def _named(clause: Clause) -> Iterator[tuple[int, str]]:
    """Yield the annexes a clause speaks of, as number and words; those of other documents are left out."""
    for run in clause_inlines(clause):
        text = "".join("" if isinstance(inline, Ref) else plain((inline,)) for inline in run)
        if "《" in text and "附件" in text and "》附件" in text:
            continue
        for found in _NAMED.finditer(text):
            if not _ELSEWHERE.search(text, max(0, found.start() - BEFORE), found.start()):
                yield _number(found[1]), found[0]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else read_han(text)


def _bare(title: str) -> str:
    return re.sub(r"[\s《》“”（）()]", "", title)


RULES = {"LC-FM-07": annexes}
