"""What a deadline is counted for: once, each year, each change, instalment, paper or answer that is owed. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from alliance_docs.dossier.deadline_situation import Paper, Situation, Submitted
from alliance_docs.facts import formats
from alliance_docs.facts.change import Change
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.jurisdictions.deadline_rules import DeadlineRule, Each


@dataclass(frozen=True)
class Occasion:
    """One thing a deadline is counted for: *key* tells it apart within its rule, *base* is its own day.

    *words* go into the title, *detail* is one line about it; *amount* in yuan; *done*: how it is known to be done.
    """

    key: str
    base: dt.date
    words: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""
    amount: Decimal | None = None
    done: str = ""
    who: str = ""


def occasions(rule: DeadlineRule, situation: Situation) -> Iterator[Occasion]:
    """Yield what *rule* is counted for. Raises Undecided when that depends on an unknown fact."""
    yield from _KINDS[rule.each](rule, situation)


def _once(rule: DeadlineRule, situation: Situation) -> Iterator[Occasion]:
    sealed = next((one for one in situation.submitted if rule.filing and one.filing == rule.filing), None)
    yield Occasion("", situation.today, done=_sealed(sealed) or _told_done(rule, situation, None))


def _years(rule: DeadlineRule, situation: Situation) -> Iterator[Occasion]:
    first = _since(rule, situation).year + rule.first
    for year in range(first, situation.today.year + 3, rule.every):
        if year < situation.today.year - 4 or not dt.MINYEAR < year < dt.MAXYEAR:
            continue
        about = year + rule.about
        done = _sealed(_of_year(rule, situation, about, year)) or _told_done(rule, situation, about) or _recorded(rule, situation, about)
        yield Occasion(str(year), dt.date(year, 1, 1), {"year": str(about)}, done=done)


def _changes(rule: DeadlineRule, situation: Situation) -> Iterator[Occasion]:
    changes = [one for one in situation.facts.changes or () if one.kind == "change" and one.on and _meant(rule, one)]
    if not changes:
        return
    since = _since(rule, situation) if rule.since else dt.date.min
    for one in changes:
        if one.on is not None and one.on > since:
            done = f"已列入 {one.reported}" if one.reported else ""
            yield Occasion(one.id, one.on, {"year": str(one.on.year)}, f"{formats.date(one.on)} {one.matter or one.label or one.id}", done=done)


def _meant(rule: DeadlineRule, change: Change) -> bool:
    """Tell whether the rule is about changes of that type, setting such facts."""
    if rule.types and change.type not in rule.types:
        return False
    return not rule.rows or any((row.path or "").startswith(rule.rows) for row in change.rows or ())


def _instalments(rule: DeadlineRule, situation: Situation) -> Iterator[Occasion]:
    for member in situation.facts.active_members:
        due = Decimal(0)
        paid = _paid(situation.facts, member)
        schedule = (member.contribution.schedule if member.contribution else None) or ()
        for part in sorted((one for one in schedule if one.date and one.amount), key=lambda one: one.date or dt.date.max):
            assert part.date is not None
            assert part.amount is not None
            due += part.amount
            done = "已有实缴记录" if paid >= due else ""
            detail = f"{member.name or member.id}：{formats.money(part.amount)}"
            yield Occasion(member.id, part.date, detail=detail, amount=part.amount, done=done)


def _paid(facts: Facts, member: Member) -> Decimal:
    rows = (row for period in facts.periods or () for row in period.payments or ())
    own = (row.amount for row in rows if row.amount is not None and (found := facts.member(row.member)) and found.id == member.id)
    return sum(own, Decimal(0))


def _papers(rule: DeadlineRule, situation: Situation) -> Iterator[Occasion]:
    active = {member.id: member for member in situation.facts.active_members}
    for paper in situation.papers:
        if paper.expiry is None or (paper.member and paper.member not in active):
            continue
        member = active.get(paper.member)
        name = (member.name or member.id) if member else ""
        newer = next((one for one in situation.papers if _replaces(one, paper)), None)
        done = f"已更换为 {newer.file}" if newer else ""
        yield Occasion(f"{paper.kind}|{paper.member}|{paper.expiry}", paper.expiry, {"kind": paper.kind, "member": name}, paper.file, done=done, who=name)


def _replaces(one: Paper, other: Paper) -> bool:
    """Tell whether *one* stands in place of *other*: same kind and member, valid for longer, or newer and without an end."""
    if one is other or (one.kind, one.member) != (other.kind, other.member) or other.expiry is None:
        return False
    if one.expiry is not None:
        return one.expiry > other.expiry
    return one.date is not None and (other.date is None or one.date > other.date)


def _remarks(rule: DeadlineRule, situation: Situation) -> Iterator[Occasion]:
    for one in situation.remarked:
        if one.due is not None:
            done = f"已封存 {one.folder}（{one.sealed_on}）" if one.sealed_on else ""
            words = {"number": str(one.number), "count": str(one.count), "filing": one.title}
            yield Occasion(one.folder, one.due, words, f"filings/{one.folder}", done=done)


_KINDS: Mapping[Each, Callable[[DeadlineRule, Situation], Iterator[Occasion]]] = {
    "once": _once, "year": _years, "change": _changes, "instalment": _instalments, "attachment": _papers, "resubmission": _remarks,
}  # fmt: skip


def _since(rule: DeadlineRule, situation: Situation) -> dt.date:
    value = situation.value(rule, rule.since)
    assert isinstance(value, dt.date)
    return value


def _of_year(rule: DeadlineRule, situation: Situation, about: int, year: int) -> Submitted | None:
    """Return the sealed filing that answers the rule for the year *about*; one that says no year counts by the day sealed."""
    found = (one for one in situation.submitted if rule.filing and one.filing == rule.filing)
    return next((one for one in found if one.year == about or (one.year is None and one.sealed_on.year == year)), None)


def _sealed(one: Submitted | None) -> str:
    return f"已封存 {one.folder}（{one.sealed_on}）" if one else ""


def _told_done(rule: DeadlineRule, situation: Situation, year: int | None) -> str:
    return "事实中已有记载" if rule.done and situation.told(rule, rule.done, year) else ""


def _recorded(rule: DeadlineRule, situation: Situation, year: int) -> str:
    wanted = rule.record
    period = next((one for one in situation.facts.periods or () if one.year == year), None)
    if wanted is None or period is None:
        return ""
    value: Any = getattr(period, wanted.table)
    if isinstance(value, tuple) and wanted.says:
        says = [*wanted.says, *map(situation.say, wanted.says)]
        value = [row for row in value if any(word in str(getattr(row, wanted.field, "") or "") for word in says)]
    return f"{year}年度资料中已有记载" if value not in (None, (), []) else ""


def applies(rule: DeadlineRule, situation: Situation) -> bool:
    """Tell whether the rule concerns the alliance. Raises Undecided when that depends on an unknown fact."""
    if rule.document and situation.jurisdiction.document(rule.document) is None:
        return False
    return not rule.when or bool(situation.value(rule, rule.when))
