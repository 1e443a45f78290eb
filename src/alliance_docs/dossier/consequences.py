"""What follows from a change: numbers, posts and tasks left open, old words that still stand, texts that change, new findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check
from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.consequent_papers import consequent_papers
from alliance_docs.dossier.drafts import Plan, draft_all
from alliance_docs.dossier.package import case_of
from alliance_docs.drafting.vocabulary import speech
from alliance_docs.facts import formats
from alliance_docs.facts.comparing import item_of
from alliance_docs.facts.derived import totals
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import walk
from alliance_docs.facts.past import names_rightly

_LEAST = 2
"""Characters of an old word worth looking for elsewhere."""
_SHOWN = 3
"""Blanks named, before the rest are only counted."""
_BLANKS = "LC-FM-10"
_LEFT_BEHIND = "AD-ME-06"
"""Says of each fact what :func:`_left_open` says."""
_LICENSED = "ip.background"


def consequences(before: Plan, after: Plan, sealed: Collection[str] = ()) -> tuple[str, ...]:
    """Return, line by line, what follows when *before* becomes *after*; severe findings last, as they matter most.

    *sealed*: ids of the documents in sealed filings, which are not rewritten.
    """
    say = speech(after.jurisdiction, after.facts).say
    drafts = draft_all(before).drafts, draft_all(after).drafts
    return (
        *(say(line) for line in (*_numbers(before.facts, after.facts), *_left_open(before.facts, after.facts))),
        *_old_words(before.facts, after.facts),
        *(say(line) for line in consequent_papers(before, after, *drafts, sealed)),
        *_findings(case_of(before, drafts[0]), case_of(after, drafts[1])),
    )


def _numbers(before: Facts, after: Facts) -> Iterator[str]:
    old, new = len(before.active_members), len(after.active_members)
    if old != new:
        yield f"成员单位：{old} 家 → {new} 家"
    was, now = totals(before), totals(after)
    for label, first, second in (("资金投入合计", was.cash, now.cash), ("非资金投入作价合计", was.in_kind, now.in_kind)):
        if first != second and first is not None and second is not None:
            yield f"{label}：{formats.wan(first)} → {formats.wan(second)}"


def _left_open(before: Facts, after: Facts) -> Iterator[str]:
    """Facts that name a member which has left with this change."""
    gone = {member.id for member in before.active_members} - {member.id for member in after.active_members}
    for path, field, value in walk(after) if gone else ():
        if field.kind != "member":
            continue
        member = after.member(str(value))
        if member is None or member.id not in gone or path.startswith(f"members[{member.id}]") or names_rightly(after, path, member):
            continue
        if path.startswith(_LICENSED):
            yield f"须核对：{item_of(after, path)}（{path}）为{member.name or member.id}，结算时约定继续许可的予以保留"
        else:
            yield f"须另行确定：{item_of(after, path)}（{path}）仍为{member.name or member.id}"


def _old_words(before: Facts, after: Facts) -> Iterator[str]:
    """Names that changed and still stand elsewhere in the facts."""
    then, now = _texts_of(before), _texts_of(after)
    fewer = Counter(then.values()) - Counter(now.values())  # where a row was taken out, those behind it only moved up
    old = {value for path, value in then.items() if path.endswith(".name") and now.get(path, value) != value and len(value) >= _LEAST}
    old &= set(fewer)
    for word in sorted(old - {value for path, value in now.items() if path.endswith("].name") and path.count(".") == 1}):
        places = [path for path, value in now.items() if word in value]
        if places:
            yield f"仍写有“{word}”，请核对：{'、'.join(places)}"


def _texts_of(facts: Facts) -> dict[str, str]:
    gone = {member.id for member in facts.members or ()} - {member.id for member in facts.active_members}
    return {
        path: value
        for path, field, value in walk(facts)
        if isinstance(value, str)
        and field.kind in ("line", "prose")
        and not path.startswith(tuple(f"members[{one}]" for one in gone))
    }


def _findings(before: Case, after: Case) -> Iterator[str]:
    """What the checks find after, and did not before."""
    known = {(one.rule, one.document, one.message) for one in check(before)}
    found = [
        one for one in check(after)
        if one.severity != "note" and one.rule != _LEFT_BEHIND and (one.rule, one.document, one.message) not in known
    ]  # fmt: skip
    yield from _blanks([one for one in found if one.rule == _BLANKS])
    for severity, mark in (("warning", "警告"), ("error", "错误")):
        for message in dict.fromkeys(f"{one.rule}：{one.message}" for one in found if one.severity == severity and one.rule != _BLANKS):
            yield f"{mark} {message}"


def _blanks(found: list[Finding]) -> Iterator[str]:
    """What is not known yet, in one line: a new member's data are many."""
    if found:
        more = f"等 {len(found)} 项" if len(found) > _SHOWN else ""
        yield f"尚待填写：{'；'.join(one.message.partition('尚未填写')[0] for one in found[:_SHOWN])}{more}（{_BLANKS}）"
