"""Where a change looks like a correction of a wrong record, or the reverse: what there is to ask."""

from __future__ import annotations

from alliance_docs.dossier.recording import sealed_days
from alliance_docs.dossier.store import Dossier
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.members import Member
from alliance_docs.facts.paths import Item, read_path, write_path
from alliance_docs.facts.settling import read_setting, stored_path

_SLIP = 1
"""Characters by which a slip of typing differs from what was meant."""
_LEAST = 4
"""Characters of a text in which one differing character is a slip; shorter ones are names of persons."""


def of_rename(dossier: Dossier, member: Member, name: str) -> str:
    """Return what makes a new name doubtful: nothing was filed under the old one, or one character differs. Empty: nothing."""
    if not sealed_days(dossier):
        return f"还没有封存过材料，“{member.name}”改为“{name}”可能只是更正"
    if member.name and _slip(member.name, name):
        return f"“{member.name}”和“{name}”只差一个字，可能只是更正"
    return ""


def of_change(dossier: Dossier, facts: Facts, settings: list[str], within: str = "") -> str:
    """Return what makes a recorded change look like a correction: a text of which one character differs."""
    for text in settings:
        path, value = read_setting(text, within)
        old = lookup(facts, path)
        if _slip_at(path, old, value):
            return f"{path}：“{old}”和“{value.strip()}”只差一个字，可能只是更正"
    return ""


def of_correction(dossier: Dossier, facts: Facts, settings: list[str]) -> str:
    """Return what makes a correction look like a change: the fact stands in sealed papers, and more than a slip differs."""
    sealed = sealed_days(dossier)
    if not sealed:
        return ""
    for text in settings:
        path, value = read_setting(text)
        old = lookup(facts, path)
        if old is not None and not _slip_at(path, old, value):
            return f"{path} 已经写入封存的材料（{sealed[-1].folder}），可能是变更而不是更正"
    return ""


def in_base_only(dossier: Dossier, facts: Facts, settings: list[str]) -> bool:
    """Tell whether a correction may simply be made in alliance.yaml: nothing sealed, and no change touched these facts."""
    base = dossier.facts
    if sealed_days(dossier):
        return False
    for text in settings:
        path = stored_path(facts, read_setting(text)[0])
        owner = _owner(path)
        if lookup(base, path) != lookup(facts, path) or (owner and lookup(base, owner) is None):
            return False
    return True


def _owner(path: str) -> str:
    """Return the path of the list item that a fact lies in, '' where it lies in none."""
    steps = read_path(path)
    return write_path(steps[:2]) if len(steps) > 1 and isinstance(steps[1], Item) else ""


def _slip_at(path: str, old: object, new: str) -> bool:
    return isinstance(old, str) and field_of(path).kind in ("line", "prose") and _slip(old, new.strip())


def _slip(old: str, new: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return old != new and len(old) >= _LEAST and DamerauLevenshtein.distance(old, new) <= _SLIP
