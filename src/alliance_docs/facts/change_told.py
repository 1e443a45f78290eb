"""What follows from recorded changes: which are unreported, which rest on a resolution, what a renamed member was called."""

from __future__ import annotations

from alliance_docs.facts.change import Change
from alliance_docs.facts.change_types import change_type
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


def unreported(facts: Facts, kind: str = "change") -> tuple[Change, ...]:
    """Return the changes (or corrections) that no sealed filing has reported, by date."""
    return tuple(one for one in facts.changes or () if one.kind == kind and one.reported is None)
