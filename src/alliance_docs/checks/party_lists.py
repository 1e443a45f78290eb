"""Parties, rosters and signature blocks in anybody's documents: who is named where, with code, address and representative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from alliance_docs.checks.case import Case
from alliance_docs.checks.data import read_table
from alliance_docs.checks.quantities import unit_pattern
from alliance_docs.checks.reading import Passage, clause_place
from alliance_docs.checks.stated import Stated, compared, sort_of
from alliance_docs.checks.wording import contains
from alliance_docs.drafting.draft import Cell, Clause, Table, plain
from alliance_docs.facts.text import normal_name
from alliance_docs.resources import data_folder

Source = Literal["party", "roster", "partial", "signature"]
_REACH = 3
"""Lines behind a name in which the mark of a signature block stands."""
_LONGEST = 80
LISTS: Mapping[str, str] = {"party": "签约方", "signature": "签署栏", "roster": "名单"}
"""Lists that hold all members, and how they are called."""
LEAST = 2
"""Units that make a list."""


@dataclass(frozen=True)
class Named:
    """A unit named in a list: *source* says in what kind of list; *told* what is said of it there, by field."""

    source: Source
    name: str
    passage: Passage
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return normal_name(self.name)


@cache
def party_words() -> Mapping[str, Any]:
    """Load the words of ``templates/common/party-words.yaml`` once. Raises UserError."""
    return read_table(data_folder("templates") / "common" / "party-words.yaml")


@cache
def _lines() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a name with its label, of a name with a seal, and of a field."""
    data = party_words()
    labels = "|".join(map(re.escape, sorted(data["labels"], key=len, reverse=True)))
    seals = "|".join(map(re.escape, data["seals"]))
    fields = "|".join(re.escape(word) for word in sorted((word for group in data["fields"].values() for word in group), key=len, reverse=True))
    number = r"[一二三四五六七八九十\d]{0,3}"
    mark = r"\s?(?:[（(][^（）()]{0,16}[）)])?\s?"
    return (
        re.compile(rf"^\s*(?:{number}[、.．]\s?)?(?:{labels}){number}{mark}[：:]\s*({unit_pattern()})\s*(?:[（(][^（）()]{{0,24}}[）)]|[，,；;。])?\s*$"),
        re.compile(rf"^\s*({unit_pattern()})\s*[（(]\s?(?:加盖)?(?:单位)?(?:{seals})[^（）()]{{0,8}}[）)]"),
        re.compile(rf"(?:^|[\s　；;，,])({fields})(?:[（(][^（）()]{{0,12}}[）)])?\s?[：:]\s*([^\s　；;，,。][^\n　；;，,。]{{0,60}})"),
    )


def units_of(case: Case) -> Mapping[str, tuple[Named, ...]]:
    """Return who is named in each document; forms of single members are no lists."""
    return case.once("units", lambda: {document: named_units(document, passages) for document, passages in compared(case)})


def lists_of(units: Sequence[Named], source: str) -> Iterator[list[Named]]:
    """Yield the lists of all members in one document: rosters one for each clause; parties and signature blocks where all sign it."""
    chosen = [unit for unit in units if unit.source == source]
    if source != "roster":
        if chosen and sort_of(chosen[0].passage.document) in party_words()["signed"]:
            yield chosen
        return
    for clause in dict.fromkeys(unit.passage.clause.id for unit in chosen):
        yield [unit for unit in chosen if unit.passage.clause.id == clause]


def member_counts(case: Case, subject: str, label: str) -> Iterator[Stated]:
    """Yield how many members each list holds, as statements on their number."""
    for units in units_of(case).values():
        for source in ("party", "roster"):
            for listed in lists_of(units, source):
                number = len({unit.key for unit in listed})
                if number >= LEAST:
                    yield Stated(subject, label, number, f"{LISTS[source]}列有{number}家", listed[0].passage)


def named_units(document: str, passages: Sequence[Passage]) -> tuple[Named, ...]:
    """Return everybody named in the lists of a document, in order: lines first, then tables."""
    return (*_in_lines(passages), *_in_tables(document, passages))


def _in_lines(passages: Sequence[Passage]) -> Iterator[Named]:
    labelled, sealed, fields = _lines()
    by_label = party_words()["fields"]
    now: tuple[Source, str, Passage] | None = None
    told: dict[str, str] = {}
    for place, passage in enumerate(passages):
        if now and passage.clause.id != now[2].clause.id:
            yield Named(*now, told)
            now, told = None, {}
        if len(passage.text) > 3 * _LONGEST:
            continue
        for line in passage.text.split("\n"):
            found = labelled.match(line) or sealed.match(line) if len(line) <= _LONGEST else None
            if found:
                if now:
                    yield Named(*now, told)
                signed = contains(line, party_words()["seals"]) or _sealed_below(passages[place : place + 1 + _REACH])
                now, told = ("signature" if signed else "party", found[1].strip(), passage), {}
            elif now:
                for label, value in fields.findall(line):
                    name = next(name for name, words in by_label.items() if label in words)
                    if not contains(value, party_words()["unfilled"]):
                        told.setdefault(name, value.strip())
    if now:
        yield Named(*now, told)


def _sealed_below(passages: Sequence[Passage]) -> bool:
    """Tell whether the mark of a signature block stands in the lines behind the first, before the next name."""
    for after in passages[1:]:
        if after.clause.id != passages[0].clause.id or len(after.text) > _LONGEST or _lines()[0].match(after.text):
            return False
        if contains(after.text, party_words()["seals"]):
            return True
    return False


def _in_tables(document: str, passages: Sequence[Passage]) -> Iterator[Named]:
    for clause in {id(passage.clause): passage.clause for passage in passages}.values():
        for block in clause.blocks:
            if isinstance(block, Table) and len(block.rows) > 1:
                yield from _in_table(document, clause, block)


def _in_table(document: str, clause: Clause, table: Table) -> Iterator[Named]:
    data = party_words()
    heads = [re.sub(r"\s", "", _text(cell)) for cell in table.rows[0].cells]
    name_at = next((heads.index(word) for word in data["name_columns"] if word in heads), None)
    if name_at is None:
        return
    at = {name: heads.index(word) for name, words in data["fields"].items() for word in words if word in heads}
    title = clause.rubric_text
    whole = ("code" in at or contains(title, data["member_lists"])) and not contains(title, data["partial_lists"])
    for row in table.rows[1:]:
        if len(row.cells) != len(heads):
            continue
        name = _text(row.cells[name_at]).strip()
        if len(name) < 4 or "\n" in name or contains(name, data["unfilled"]):
            continue
        told = {key: value for key, place in at.items() if (value := _text(row.cells[place]).strip()) and not contains(value, data["unfilled"])}
        yield Named("roster" if whole else "partial", name, Passage(document, clause, clause_place(clause), name), told)


def _text(cell: Cell) -> str:
    return "\n".join(plain(run) for run in cell.paragraphs)
