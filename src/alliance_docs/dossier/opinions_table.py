"""The table of opinions 意见汇总及采纳情况表: clause by clause, what each member said and what became of it; as a Draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest

from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.opinions import Opinion, Opinions
from alliance_docs.dossier.opinions_deciding import in_order, texts_of
from alliance_docs.dossier.opinions_marked import Flagged, differing, flagged, has_marks, lines, unmarked
from alliance_docs.dossier.opinions_said import decided, documents_said, name_of, original, place_of, said_with_traces
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import (
    Blank,
    Block,
    Cell,
    Clause,
    Draft,
    Inlines,
    Paragraph,
    Row,
    Table,
    Text,
)
from alliance_docs.facts.formats import date
from alliance_docs.facts.values import read_date

_SENTENCE = re.compile(r"[^\n。；]*[\n。；]|[^\n。；]+")


def opinions_table(plan: Plan, version: Version, opinions: Opinions) -> Draft:
    """Return the table of a version's round; what is not decided yet is a visible blank."""
    words = version_words().table
    current = list(in_order(version, opinions.current))
    name = (plan.facts.alliance.name if plan.facts.alliance else None) or ""
    lines = [Paragraph((Text(words["title"]),), "title"), *([Paragraph((Text(words["subtitle"].format(name=name)),), "subtitle")] if name else [])]
    lines.append(Paragraph((Text(_about(version, current)),)))
    parts = [Clause("head", "passage", (), tuple(lines), landscape=True)]
    several = len(version.documents) > 1
    for number, (document, found) in enumerate(groupby(current, key=lambda one: one.document), start=1):
        rows = list(found)
        title = (Text(documents_said(version, (document,))),)
        table = _table(rows, version, plan)
        kind = "section" if several else "passage"
        parts.append(Clause(f"document_{number}", kind, title if several else (), (table,), number if several else 0, landscape=True))  # type: ignore[arg-type]
    parts.append(Clause("closing", "passage", (), tuple(_closing(plan, version, opinions)), landscape=True))
    return Draft(words["id"], words["title"], tuple(parts))


def _about(version: Version, current: Sequence[Opinion]) -> str:
    words, (accepted, partly, rejected) = version_words().table, version_words().decisions
    counts = {decision: sum(one.decision == decision for one in current) for decision in (accepted, partly, rejected, "")}
    spoken_of = tuple(dict.fromkeys(one.document for one in current))
    open_ = words["open"].format(open=counts[""]) if counts[""] else ""
    return str(
        words["about"].format(
            documents=documents_said(version, spoken_of), date=date(read_date(version.date)), members=len({one.member for one in current}),
            count=len(current), accepted=counts[accepted], partly=counts[partly], rejected=counts[rejected], open=open_,
        )
    )  # fmt: skip


def _table(rows: Sequence[Opinion], version: Version, plan: Plan) -> Table:
    words = version_words().table
    texts = texts_of(version)
    head = Row(tuple(Cell(((Text(column),),)) for column in words["columns"]))
    body = []
    for one in rows:
        pieces = zip_longest(_pieces(original(one)), _pieces(said_with_traces(one, texts, quoted=False, marked=True)), fillvalue=())
        for place, (before, after) in enumerate(pieces):
            first = place == 0
            number = str(one.number) if first else words["continued"].format(number=one.number)
            decision = ((Blank(words["decision"]),),) if first and not one.decision else _lines(decided(one) if first else "")
            row = (
                Cell(((Text(number),),), align="center"),  # the number that ``opinions decide`` takes
                Cell(_lines(place_of(one) if first else "")),
                Cell(tuple(lines(before)) or ((),)),
                Cell(_lines(name_of(plan.facts, one.member) if first else "")),
                Cell(tuple(lines(after)) or ((),)),
                Cell(decision),
                Cell(_lines(one.reason if first else "")),
            )
            body.append(Row(row))
    return Table(tuple(int(width) for width in words["widths"]), (head, *body), 1)


def _pieces(text: str) -> list[Flagged]:
    """Cut a long text at the ends of lines and sentences: a row that is not split must not be longer than a page."""
    longest, characters = int(version_words().table["piece"]), flagged(text)
    ends = [0]
    start = 0
    for part in _SENTENCE.findall(unmarked(text)):
        for cut in (part[at : at + longest] for at in range(0, len(part), longest)):
            if start + len(cut) - ends[-1] > longest and start > ends[-1]:
                ends.append(start)
            start += len(cut)
    return [characters[one:other] for one, other in pairwise((*ends, start))]


def _lines(text: str) -> tuple[Inlines, ...]:
    return tuple((Text(line),) for line in text.split("\n") if line) or ((),)


def _closing(plan: Plan, version: Version, opinions: Opinions) -> Iterator[Block]:
    words = version_words().table
    spoke = {one.member for one in opinions.current}
    told = {copy.member for copy in opinions.standing}
    answered = told | spoke
    asked = list(version.members) or [one.id for one in plan.facts.active_members]
    agreed = [name_of(plan.facts, one) for one in dict.fromkeys((*asked, *sorted(told))) if one in told and one not in spoke]
    silent = [name_of(plan.facts, one) for one in asked if one not in answered]
    unsaid = [one.id for one in version.documents if all(each.document != one.id for each in opinions.current)]
    if unsaid and opinions.current:
        yield Paragraph((Text(words["unsaid"].format(documents=documents_said(version, unsaid))),))
    if agreed:
        yield Paragraph((Text(words["agreed"].format(members="、".join(agreed))),))
    if silent:
        yield Paragraph((Text(words["silent"].format(members="、".join(silent))),))
    if any(one.tracked in ("partly", "untracked") for one in opinions.current):
        yield Paragraph((Text(words["untracked"]),))
    if any(one.kind == "changed" and has_marks("".join(differing(one.before, one.after))) for one in opinions.current):
        yield Paragraph((Text(words["marked"]),))
    if opinions.current:
        yield Paragraph((Text(words["order"]),))
    days = [one.decided for one in opinions.current if one.decided]
    if days:
        deciders = "、".join(dict.fromkeys(one.by for one in opinions.current if one.by))
        pattern = words["decided_by"] if deciders else words["decided"]
        yield Paragraph((Text(pattern.format(by=deciders, date=date(read_date(max(days))))),))
    yield Paragraph((Text(words["late"].format(office=office_of(plan, version))),))


def office_of(plan: Plan, version: Version) -> str:
    """Who does the writing: before the founding meeting the preparatory group, afterwards the office; never a party to anything."""
    names, dates = plan.jurisdiction.vocabulary, plan.facts.dates
    founded = dates.founding if dates else None
    return names["office"] if founded is not None and founded <= read_date(version.date) else names["preparatory"]
