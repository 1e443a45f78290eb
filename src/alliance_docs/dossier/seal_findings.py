"""What is to be said of sealed filings (AD-SE): files touched, facts that differ without an event, changes recorded late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from alliance_docs.checks.case import Case
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.hit import Hit, finding_of
from alliance_docs.checks.rule import catalogue
from alliance_docs.dossier.files import digest, read_bytes
from alliance_docs.dossier.history import events_of, reported_in
from alliance_docs.dossier.in_force import with_given
from alliance_docs.dossier.own_day import events_shown, own_date
from alliance_docs.dossier.seal_facts import differences
from alliance_docs.dossier.sealed import (
    KEPT,
    MANIFEST,
    SealedFiling,
    facts_at_seal,
    file_names,
    is_sealed,
    sealed_filings,
)
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.facts.change_types import change_type, change_types
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.history import Event, known_until, live, state
from alliance_docs.interview.assuming import assumed
from alliance_docs.interview.loading import load
from alliance_docs.jurisdictions.loading import load_jurisdiction

FILE, FACT, LATE, OVERDUE, DESPITE = "AD-SE-01", "AD-SE-02", "AD-SE-03", "AD-SE-04", "AD-SE-05"
_SHOWN = 6


def seal_findings(dossier: Dossier, case: Case) -> tuple[Finding, ...]:
    """Return the findings on every sealed filing of the dossier; *case* gives words and today. Raises UserError for a broken record."""
    sealed = sealed_filings(dossier)
    hits: list[tuple[str, Hit]] = []
    if sealed:
        events = events_of(dossier)
        hits += [(FILE, one) for filing in sealed for one in _files(filing)]
        hits += [(FACT, one) for one in _facts(dossier.facts, events, sealed)]
        hits += [(LATE, one) for one in _late(events, sealed, frozenset(reported_in(dossier)))]
        hits += [(DESPITE, one) for filing in sealed for one in _despite(filing)]
    hits += [(OVERDUE, one) for one in _overdue(dossier, case.today)]
    rules = catalogue(case.jurisdiction.id)
    return tuple(finding_of(rules[rule], found, case) for rule, found in hits)


def moved_on(folder: Path, facts: Facts) -> bool:
    """Tell whether *folder* is sealed and the alliance is no longer as it was then, so that its files say nothing of today."""
    if not is_sealed(folder):
        return False
    try:
        return facts_at_seal(folder) != facts.model_copy(update={UNSTORED: None})
    except UserError:
        return True


def _files(filing: SealedFiling) -> Iterator[Hit]:
    kept = f"{KEPT}/{filing.name}"
    for name, known in filing.files.items():
        place, path, copy = f"filings/{filing.name}/{name}", filing.folder / name, filing.kept / name
        about = {"file": name, "filing": filing.name, "day": filing.sealed_on, "copy": f"{kept}/{name}"}
        if not path.is_file():
            yield _hit("missing", place, **about)
        elif digest(read_bytes(path)) != known:
            yield _hit("changed", place, **about)
        if not copy.is_file() or digest(read_bytes(copy)) != known:
            yield _hit("copy", f"{kept}/{name}", **about)
    about = {"filing": filing.name, "day": filing.sealed_on, "copy": f"{kept}/{MANIFEST}"}
    path, copy = filing.folder / MANIFEST, filing.kept / MANIFEST
    if copy.is_file() and (not path.is_file() or read_bytes(path) != read_bytes(copy)):
        yield _hit("manifest", f"filings/{filing.name}/{MANIFEST}", **about)
    if filing.folder.is_dir():
        for name in file_names(filing.folder):
            if name not in filing.files:
                yield _hit("extra", f"filings/{filing.name}/{name}", file=name, **about)


def _facts(base: Facts, events: Sequence[Event], sealed: Sequence[SealedFiling]) -> Iterator[Hit]:
    """What alliance.yaml says now of the days filed, against what it said then; each fact told of the first filing only."""
    told: set[str] = set()
    for filing in sealed:
        about = {"filing": filing.name, "day": filing.sealed_on}
        try:
            then = facts_at_seal(filing.folder)
            known = known_until(events, filing.history)
            own = own_date(load_jurisdiction(base.jurisdiction).filing(filing.filing), then) if base.jurisdiction and not filing.resubmits else None
            now = state(base, known, filing.sealed_on) if own is None else state(base, events_shown(known, own, filing.sealed_on))
        except UserError as error:
            yield _hit("unreadable", f"filings/{filing.name}", why=str(error), **about)
            continue
        if then == now.model_copy(update={UNSTORED: None}):
            continue
        found = differences(_effective(then), _effective(now))
        for one in found.changed:
            if one.path not in told:
                yield _hit("changed", one.path, item=one.item, path=one.path, before=one.before, after=one.after, **about)
        filled = [one.path for one in found.filled if one.path not in told]
        if filled:
            more = f"等 {len(filled)} 项" if len(filled) > _SHOWN else ""
            yield _hit("filled", filled[0], paths="、".join(filled[:_SHOWN]) + more, **about)
        told |= {one.path for one in (*found.changed, *found.filled)}


def _effective(facts: Facts) -> Facts:
    """The facts with what the policy settles and conventions fill in: a convention that was filed is a fact filed."""
    if not facts.jurisdiction:
        return facts
    jurisdiction = load_jurisdiction(facts.jurisdiction)
    return assumed(with_given(facts, jurisdiction)[0], load(jurisdiction.id))[0]


def _late(events: Sequence[Event], sealed: Sequence[SealedFiling], reported: frozenset[str]) -> Iterator[Hit]:
    counting = {event.id for event in live(events)}
    place = {event.id: number for number, event in enumerate(events)}
    for event in events:
        if event.kind != "change" or event.id not in counting or event.id in reported:
            continue
        for filing in sealed:
            if filing.resubmits or event.on > filing.sealed_on:
                continue
            if filing.history is None or place.get(filing.history, -1) < place[event.id]:
                yield _hit(
                    "default", f"{event.place}", id=event.id, on=event.on, kind=change_type(event.type).name,
                    recorded=event.recorded, filing=filing.name, day=filing.sealed_on,
                )  # fmt: skip
                break


def _despite(filing: SealedFiling) -> Iterator[Hit]:
    if filing.despite:
        errors = filing.despite.get("errors") or []
        yield _hit("default", f"filings/{filing.name}", filing=filing.name, count=len(errors), reason=filing.despite.get("reason", ""))


def _overdue(dossier: Dossier, today: dt.date | None) -> Iterator[Hit]:
    """Resubmissions begun and not sealed, whose limit is over or near."""
    from alliance_docs.dossier.remarks import REMARKS, read_remarks

    for path in sorted(dossier.filings.glob(f"*/{REMARKS}")):
        if is_sealed(path.parent):
            continue
        remarks = read_remarks(path)
        open_ones = sum(1 for one in remarks.remarks if not one.reply)
        over = today is not None and remarks.due is not None and today > remarks.due
        due = remarks.due or change_types().nothing
        key = "over" if over else "replies" if open_ones else "unsealed"
        yield _hit(key, f"filings/{path.parent.name}", filing=path.parent.name, due=due, count=open_ones)


def _hit(key: str, location: str, **values: object) -> Hit:
    return Hit(key, values, location=location)
