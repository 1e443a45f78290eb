"""Why a passage differs: the recorded changes it follows from."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.dossier.comparing_sources import Source
from alliance_docs.dossier.store import Dossier
from alliance_docs.facts.change import Change

if TYPE_CHECKING:
    from alliance_docs.word.redline_report import Passage

_MEMBER = re.compile(r"members\[([^\]]+)\]")
_TEXT = "amend"


def changes_between(old: Source, new: Source, dossier: Dossier | None) -> tuple[Change, ...]:
    """Return what was recorded as happening after the old side's day, up to the new side's."""
    if dossier is None or new.day is None:
        return ()
    changes = dossier.facts_on(new.day).changes or ()
    return tuple(one for one in changes if one.on is not None and (old.day is None or one.on > old.day))


def reasons_of(passage: Passage, changes: Sequence[Change], own: Collection[str]) -> tuple[Change, ...]:
    """Return the changes a passage follows from.

    A change of a member it names or of a fact printed in it; of the members' number or sums where it prints those; and a
    change of the text itself where the passage is of the alliance's *own* clauses.
    """
    words = redline_words()
    members = {found for one in (passage.key, *passage.paths) for found in _MEMBER.findall(one)}
    computed = any(path.startswith(words.of_members) and not path.startswith("members") for path in passage.paths)
    amended = bool({passage.old, passage.new} & set(own)) and not passage.paths and not passage.key
    return tuple(
        one
        for one in changes
        if {one.member, one.successor} & members
        or any((row.path or "") and _touches(row.path or "", passage.paths) for row in one.rows or ())
        or (computed and one.type in words.counting)
        or (amended and one.type == _TEXT)
    )


def _touches(path: str, printed: Collection[str]) -> bool:
    """Tell whether the fact *path* of a change is among those printed, or holds one of them."""
    return path in printed or any(one.startswith((f"{path}.", f"{path}[")) for one in printed if path != "members")
