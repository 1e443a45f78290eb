"""changes.yaml of a dossier: read, checked against its chain, appended to under lock, whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from alliance_docs.dossier.files import lock, read_bytes, write_atomic
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.history import CHANGES_FILE, Event, state
from alliance_docs.facts.history_file import read_events, with_event
from alliance_docs.facts.values import read_date
from alliance_docs.facts.yaml_file import decode

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier

_LAST = re.compile(r"^ +check: ([0-9a-f]{12})\s*$", re.MULTILINE)


def events_of(dossier: Dossier) -> tuple[Event, ...]:
    """Return every entry of changes.yaml, undone ones too, in the order recorded; () without the file.

    Raises UserError with line and entry when the file was edited by hand into something else, cut off, or deleted.
    """
    return _read(dossier)[1]


def _read(dossier: Dossier) -> tuple[str, tuple[Event, ...]]:
    path, copy = dossier.folder / CHANGES_FILE, dossier.pristine / CHANGES_FILE
    text = decode(read_bytes(path), CHANGES_FILE) if path.exists() else ""
    events = read_events(text) if text else ()
    if copy.exists():
        kept = _LAST.findall(decode(read_bytes(copy), CHANGES_FILE))
        if kept and kept[-1] not in {event.check for event in events}:
            what = f"末尾的记录被删去（现有 {len(events)} 条，原有 {len(kept)} 条）" if path.exists() else "变更记录文件被删去"
            place = f"{CHANGES_FILE}:{events[-1].line} {events[-1].id}" if events else CHANGES_FILE
            raise UserError(what, place=place, remedy="从 .pristine/changes.yaml 复制回来")
    return text, events


def append(dossier: Dossier, *events: Event) -> tuple[Event, ...]:
    """Add events at the end, each given its id and chain, and return them as stored; all of them or none.

    Checked first: the file's chain, and that the state after it can be. Raises UserError; the file is then as before.
    """
    with lock(dossier.folder):
        text, before = _read(dossier)
        stored: list[Event] = []
        for event in events:
            text, one = with_event(text, event)
            stored.append(one)
        state(dossier.facts, (*before, *stored))
        write_atomic(dossier.folder / CHANGES_FILE, text.encode("utf-8"))
        write_atomic(dossier.pristine / CHANGES_FILE, text.encode("utf-8"))
        return tuple(stored)


def reported_in(dossier: Dossier) -> Mapping[str, str]:
    """Return event id → name of the sealed filing folder whose manifest lists it under ``changes``."""
    found: dict[str, str] = {}
    for folder, told in _sealed(dossier):
        for event_id in told.get("changes") or ():
            found.setdefault(str(event_id), folder)
    return found


def reported_days(dossier: Dossier) -> Mapping[str, dt.date]:
    """Return event id → the day on which the filing that reports it was sealed."""
    found: dict[str, dt.date] = {}
    for _, told in _sealed(dossier):
        for event_id in told.get("changes") or ():
            with suppress(ValueError, TypeError, KeyError):
                found.setdefault(str(event_id), read_date(told["sealed_on"]))
    return found


def _sealed(dossier: Dossier) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield folder and manifest of each sealed filing."""
    for path in sorted(dossier.filings.glob("*/manifest.json")):
        try:
            told = json.loads(read_bytes(path))
        except ValueError:
            continue  # the checks tell of a manifest that cannot be read
        if isinstance(told, dict) and told.get("sealed") is True:
            yield path.parent.name, told


def told_state(dossier: Dossier, events: Sequence[Event], day: dt.date | None = None) -> Facts:
    """Return the facts that *events* make as of *day* (None: after all of them), each with the filing that reported it."""
    facts = dossier.facts
    if not events:
        return state(facts, ())
    return state(facts, events, day, reported_in(dossier), speaking(facts), reported_days(dossier))


def any_day(dossier: Dossier, new: Sequence[Event] = ()) -> Callable[[dt.date], Facts]:
    """Return what gives the facts as of the end of a day, for asking often: changes.yaml is read once, when first asked.

    *new*: entries not recorded yet, to see what they would make.
    """

    @cache
    def told() -> tuple[Facts, tuple[Event, ...], Mapping[str, str], Callable[[str], str]]:
        facts = dossier.facts
        return facts, (*events_of(dossier), *new), reported_in(dossier), speaking(facts)

    def on(day: dt.date) -> Facts:
        facts, events, reported, say = told()
        return state(facts, events, day, reported, say, reported_days(dossier))

    return on


def speaking(facts: Facts) -> Callable[[str], str]:
    """Return what puts general words in the words of the alliance's jurisdiction; as they are while none is chosen."""
    from alliance_docs.drafting.vocabulary import speech
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    return speech(load_jurisdiction(facts.jurisdiction), facts).say if facts.jurisdiction else str
