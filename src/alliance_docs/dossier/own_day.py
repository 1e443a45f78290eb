"""The state a filing shows: its papers are drafted, checked and sealed as of its own date, not of a later day.

What happens after the founding papers were filed does not rewrite them, whether or not somebody has sealed them yet. The
filing that reports changes shows every change so far; so does one whose date is not known.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.dossier.change_filing import reports_changes
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.history import events_of, told_state
from alliance_docs.dossier.in_force import date_of
from alliance_docs.dossier.sealed import MANIFEST, is_sealed, sealed_documents, sealed_filings
from alliance_docs.facts.change_problems import BEFORE_SIGNING
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.history import Event, live
from alliance_docs.jurisdictions.jurisdiction import Filing
from alliance_docs.jurisdictions.loading import load_jurisdiction

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier


def events_shown(events: Iterable[Event], own: dt.date, until: dt.date | None = None) -> tuple[Event, ...]:
    """Return the entries that a filing dated *own* shows when it is drafted or sealed on *until* (None: after everything).

    A unit that withdrew before signing is in none of the papers to be signed, whenever it withdrew.
    """
    last = own if until is None else min(own, until)
    return tuple(
        one for one in events
        if one.kind == "undo" or one.on <= last or (one.type == BEFORE_SIGNING and (until is None or one.on <= until))
    )  # fmt: skip


def own_date(filing: Filing | None, facts: Facts) -> dt.date | None:
    """Return the day whose state the filing shows; None for one that shows every change so far."""
    return None if filing is None or reports_changes(filing) else date_of(filing, facts)


def facts_of(dossier: Dossier, filing_id: str, day: dt.date | None) -> Facts:
    """Return the facts that a filing is made from on *day* (None: after every change). Raises UserError."""
    now = dossier.facts_on(day)
    if not now.jurisdiction or not now.changes:
        return now
    own = own_date(load_jurisdiction(now.jurisdiction).filing(filing_id), now)
    if own is None or (day is not None and own >= day):
        return now
    return told_state(dossier, events_shown(events_of(dossier), own, day))


def differs(dossier: Dossier, filing_id: str, facts: Facts, day: dt.date | None) -> bool:
    """Tell whether the filing shows another state than *facts*, those of *day*: something happened after its date."""
    return facts_of(dossier, filing_id, day).model_copy(update={UNSTORED: None}) != facts.model_copy(update={UNSTORED: None})


def filing_in(folder: Path) -> str:
    """Return which filing lies in *folder*, '' for a resubmission, or where no record that can be read says so."""
    path = folder / MANIFEST
    try:
        told = json.loads(read_bytes(path)) if path.is_file() else {}
    except ValueError:
        return ""
    return str(told.get("filing", "")) if isinstance(told, dict) and not told.get("resubmits") else ""


def unsealed_founding(dossier: Dossier) -> Path | None:
    """Return the folder of the founding filing while it is drafted and not sealed, else None."""
    jurisdiction = dossier.facts.jurisdiction
    first = load_jurisdiction(jurisdiction).filings[0].id if jurisdiction else ""
    if any(one.filing == first for one in sealed_filings(dossier)):
        return None
    folders = (path.parent for path in sorted(dossier.filings.glob(f"*/{MANIFEST}")))
    return next((one for one in folders if filing_in(one) == first and not is_sealed(one)), None)


def settled_documents(dossier: Dossier, new: Sequence[Event]) -> frozenset[str]:
    """Return the ids of the documents that *new* entries leave as they are: those sealed, and those of a founding filing of before."""
    sealed = sealed_documents(dossier)
    base = dossier.facts
    first = load_jurisdiction(base.jurisdiction).filings[0] if base.jurisdiction else None
    own = own_date(first, base)
    if first is None or own is None or events_shown(live(new), own):
        return sealed
    return sealed | frozenset(first.documents)
