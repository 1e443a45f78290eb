"""Recorded resolutions against the quorum and majority that the charter demands (AD-CH-01)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.vote_data import Demand, OrganVotes, votes
from alliance_docs.facts.change import Change, Resolution
from alliance_docs.facts.change_told import by_resolution
from alliance_docs.facts.change_types import change_type
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.numerals import han
from alliance_docs.facts.values import Threshold
from alliance_docs.facts.yearly import members_on
from alliance_docs.jurisdictions.expressions import Undecided, compile_expression

CHARTER = "charter"
_ALL = "全体"
"""A base that begins so counts everybody entitled, present or not."""


@dataclass(frozen=True)
class _Vote:
    """One change with what is demanded of the vote on it, and where the charter says so."""

    change: Change
    organ: str
    rules: OrganVotes
    demand: Demand | None
    clause: str


def recorded_votes(case: Case) -> Iterator[Hit]:
    """Test every recorded change that an organ decides: who decided, quorum, majority, and whether the votes are recorded."""
    for change in case.facts.changes or ():
        if change.kind != "change":
            continue
        for vote in _demanded(case, change):
            known = {"id": change.id, "what": change.matter or "", "day": change.on or "", "article": _article(case, vote.clause)}
            confirms = change.type == "leave" and vote.demand is None  # leaving needs nobody's consent; what was decided beside it does
            told = False
            for found in _tested(case, vote):
                if confirms and (found.key not in ("quorum", "majority") or told):
                    continue
                told = True
                yield Hit("confirms" if confirms else found.key, {**known, **found.values}, location=f"changes[{change.id}].resolution")


def _demanded(case: Case, change: Change) -> Iterator[_Vote]:
    """What the charter demands of a change: for its own kind, and for what it sets besides."""
    data = votes()
    if change_type(change.type or "other").own:
        return
    rows = [row.path or "" for row in change.rows or ()]
    found = False
    for demand in data.demands:
        own = change.type in demand.types
        if not own and not any(path == start or path.startswith(f"{start}.") for path in rows for start in demand.rows):
            continue
        if own and change.resolution is None and not by_resolution(case.facts, change) and change.organ in data.organs:
            continue  # those concerned agree in writing
        if demand.when and not _holds(case, demand.when):
            continue
        organ = demand.organ if demand.organ in data.organs else str(lookup(case.facts, demand.organ) or change.organ or "")
        if organ in data.organs:
            found = found or own
            yield _Vote(change, organ, data.organs[organ], demand, demand.clause)
    if not found and change.organ in data.organs and change.organ and (change.resolution or by_resolution(case.facts, change)):
        rules = data.organs[change.organ]
        yield _Vote(change, change.organ, rules, None, rules.clause)


def _holds(case: Case, text: str) -> bool:
    try:
        return bool(compile_expression(text, "votes.yaml").value(case.scope))
    except Undecided:
        return False


def _tested(case: Case, vote: _Vote) -> Iterator[Hit]:
    change, told = vote.change, vote.change.resolution or Resolution()
    if change.organ is not None and change.organ != vote.organ and vote.demand is not None and change.type in vote.demand.types:
        yield hit("organ" if vote.organ == "成员大会" else "organ-other", organ=case.speech.say(vote.organ), decided=case.speech.say(change.organ))
        if vote.organ == "成员大会" or change.organ not in votes().organs:
            return  # the votes are those of another organ
    missing = [label for label, value in _asked(told) if value is None]
    if missing:
        yield hit("missing" if change.resolution else "none", organ=case.speech.say(vote.organ), missing="、".join(missing))
    yield from _counted(case, vote, told)


def _asked(told: Resolution) -> tuple[tuple[str, int | None], ...]:
    return (("同意票数", told.for_), ("反对票数", told.against), ("弃权票数", told.abstain), ("到会单位数", told.present), ("应到单位数", told.total))


def _counted(case: Case, vote: _Vote, told: Resolution) -> Iterator[Hit]:
    entitled, recused = _entitled(case, vote, told)
    others = bool(vote.demand and vote.demand.others)
    if told.total is not None and entitled is not None and not entitled - recused <= told.total <= entitled:
        yield hit("total", total=told.total, count=entitled)
    base = entitled - recused if others and entitled is not None else told.total if told.total is not None else entitled
    cast = [votes_ for votes_ in (told.for_, told.against, told.abstain) if votes_ is not None]
    if others and base is not None and sum(cast) > base:
        yield hit("recusal", cast=sum(cast), base=base)
    quorum = _as_of(case, vote.rules.quorum, vote.change)
    if isinstance(quorum, Threshold) and told.present is not None and base and not quorum.met(told.present, base):
        yield hit("quorum", present=told.present, total=base, quorum=quorum)
    paths = (vote.demand.majority, vote.demand.base) if vote.demand and vote.demand.majority else (vote.rules.majority, vote.rules.base)
    majority = _as_of(case, paths[0], vote.change)
    counted = _as_of(case, paths[1] or vote.rules.base, vote.change)
    whole = others or str(counted or _ALL).startswith(_ALL)
    of = base if whole else told.present
    if isinstance(majority, Threshold) and told.for_ is not None and of and not majority.met(told.for_, of):
        whom = f"除当事单位和与其存在控制关系的单位以外的全体{'成员单位' if vote.organ == '成员大会' else '理事单位'}" if others else str(counted or "全体成员单位")
        yield hit("majority", yes=told.for_, base=of, whom=case.speech.say(whom), majority=majority)


def _entitled(case: Case, vote: _Vote, told: Resolution) -> tuple[int | None, int]:
    """How many could vote on the day of the resolution, and how many of them had to abstain; None while that cannot be told."""
    facts, change = case.facts, vote.change
    day = told.date or change.on
    concerned = facts.member(change.member) if vote.demand and vote.demand.others else None
    away = {concerned.id, *(concerned.related or ())} if concerned else set()
    if vote.rules.count != "members":
        if facts.council is None or facts.council.size is None or any(_touches(one, "council") for one in facts.changes or ()):
            return None, 0
        held = {seat.member for seat in facts.council.seats or ()}
        return facts.council.size, len(away & {one for one in held if one})
    then = members_on(facts, day - dt.timedelta(days=1)) if day else None
    if then is None or day is None:
        return None, 0
    entitled = {one.id for one in then}
    return len(entitled), len(away & entitled)


def _touches(change: Change, start: str) -> bool:
    return any((row.path or "").startswith(start) for row in change.rows or ())


def _as_of(case: Case, path: str, change: Change) -> object:
    """The fact as it stood when a change was decided: later changes of it are taken back."""
    later = [one for one in case.facts.changes or () if one.on and change.on and (one.on, one.id) >= (change.on, change.id)]
    for one in sorted(later, key=lambda one: (one.on or dt.date.min, one.id)):
        for row in one.rows or ():
            if row.path == path:
                try:
                    return Threshold.parse(row.before) if row.before else None
                except ValueError:
                    return row.before
    return lookup(case.facts, path)


def _article(case: Case, clause_id: str) -> str:
    """Name the charter's article: 章程第三十条, 章程 where it is not before us."""
    draft = case.drafts.get(CHARTER)
    for clause in draft.clauses if draft else ():
        if clause.id == clause_id and clause.kind == "article" and clause.number:
            return f"章程第{han(clause.number)}条"
    return "章程"


RULES = {"AD-CH-01": recorded_votes}
