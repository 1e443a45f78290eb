"""What follows from recorded changes: which are unreported, which rest on a resolution, what a renamed member was called."""

from __future__ import annotations

import re

from alliance_docs.facts.change import Change, ChangedRow
from alliance_docs.facts.change_types import change_type, change_types
from alliance_docs.facts.facts import Facts


def former_name(facts: Facts, change: Change) -> str | None:
    """Return the name that the member of a change had before it, where the change was one of name."""
    path = f"members[{change.member}].name"
    return next((row.before for row in change.rows or () if row.path == path), None)


_DECIDING = ("成员大会", "理事会", None)
"""Organs that decide by vote; an unknown one may."""


def by_resolution(facts: Facts, change: Change) -> bool:
    """Tell whether a change rests on a resolution: one is recorded, or an organ has to decide it.

    Nobody has to where a member leaves, is renamed, merges or moves by itself, nor where those concerned agree in writing.
    """
    if change.resolution is not None:
        return change.organ in _DECIDING
    free = change.type in (None, "leave", "contribution") or change_type(change.type or "").own
    return change.organ in _DECIDING and not free


_AGREED = ("contribution", "amend", "other")
"""Types of change that may touch what the members agreed with one another."""


def row_of_agreement(_: Facts, row: ChangedRow) -> bool:
    """Tell whether a changed fact may stand in the agreement: those of organs and meetings stand in the charter alone."""
    return re.split(r"[.\[]", row.path or "", maxsplit=1)[0] not in change_types().outside_agreement


def of_agreement(facts: Facts, change: Change) -> bool:
    """Tell whether a change needs a supplementary agreement: its type may touch the agreement, and a row does (or none tells)."""
    return change.type in _AGREED and (not change.rows or any(row_of_agreement(facts, row) for row in change.rows))


def unreported(facts: Facts, kind: str = "change") -> tuple[Change, ...]:
    """Return the changes (or corrections) that no sealed filing has reported, by date."""
    return tuple(one for one in facts.changes or () if one.kind == kind and one.reported is None)
