"""Organs in another jurisdiction: its standard ones, with the persons of the old, and the alliance's own beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from alliance_docs.facts.organs import Organ
from alliance_docs.facts.tree import as_tree
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

Tree = dict[str, Any]
_KEPT = ("head", "host")
"""What a standard organ keeps: who leads it and which unit carries it."""


def carried_organs(organs: Sequence[Tree], old: Jurisdiction, new: Jurisdiction) -> list[Tree] | None:
    """Return the organs for *new*; None when nothing differs from its standard ones.

    An organ under a standard name of *old* becomes the standard organ of *new* with the same role and keeps its head and
    host; others stay as they are, below the organ that takes their parent's place.
    """
    standard = [as_tree(organ) for organ in new.organs]
    is_standard = _standard_names(old)
    places = {organ["role"]: organ for organ in standard if organ.get("role") != "group"}
    ids: dict[str, str] = {}
    own: list[Tree] = []
    for organ in organs:
        role = organ.get("role")
        place = places.get(role)
        if is_standard(organ) and role == "group":
            continue
        if place is not None and is_standard(organ):
            place.update({key: organ[key] for key in _KEPT if key in organ})
            ids[organ["id"]] = place["id"]
        elif place is not None:  # the same organ under a name of the alliance's own choice
            ids[organ["id"]] = place["id"]
            parent = place.get("parent")
            place.update({key: value for key, value in organ.items() if key not in ("id", "parent")})
            place["parent"] = parent
        else:
            own.append(_renamed(organ, new) if is_standard(organ) else dict(organ))
    _renumber(own, {one["id"] for one in standard}, ids)
    groups = any(organ.get("role") == "group" for organ in own)
    kept = [organ for organ in standard if not (groups and organ.get("role") == "group")]
    result = [{key: value for key, value in organ.items() if value is not None} for organ in (*kept, *own)]
    known = {organ["id"] for organ in result}
    for organ in result:
        if organ.get("parent") not in known:
            organ.pop("parent", None)
    return None if result == [as_tree(organ) for organ in new.organs] else result


def _renamed(organ: Tree, new: Jurisdiction) -> Tree:
    """A standard organ that *new* has no place for: under the word of *new*, duties to be written anew."""
    kept = {key: value for key, value in organ.items() if key != "duties"}
    word = new.vocabulary.get(str(organ.get("role")))
    return {**kept, "name": word} if word else kept


def _standard_names(old: Jurisdiction) -> Callable[[Tree], bool]:
    names = {(organ.role, organ.name) for organ in old.organs} | {(role, word) for role, word in old.vocabulary.items()}

    def is_standard(organ: Tree) -> bool:
        return "name" not in organ or (organ.get("role"), organ["name"]) in names

    return is_standard


def _renumber(own: list[Tree], taken: set[str], ids: dict[str, str]) -> None:
    """Give organs of the alliance's own a free id where a standard one has theirs, and set every parent anew."""
    for organ in own:
        before = organ["id"]
        if before in taken:
            organ["id"] = next(name for number in range(2, 999) if (name := f"{before[:28]}-{number}") not in taken)
        taken.add(organ["id"])
        ids.setdefault(before, organ["id"])
    for organ in own:
        if "parent" in organ:
            organ["parent"] = ids.get(organ["parent"])


def standard_duties(organs: Sequence[Organ], old: Jurisdiction) -> int:
    """Return how many duties of standard organs stay behind."""
    is_standard = _standard_names(old)
    return sum(len(organ.duties or ()) for organ in organs if is_standard(as_tree(organ)))
