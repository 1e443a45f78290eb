"""Which facts carry over into another jurisdiction: ``templates/common/carry-over.yaml``, read and looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from alliance_docs.jurisdictions.loading import read_yaml
from alliance_docs.resources import data_folder


@dataclass(frozen=True)
class Group:
    """Path patterns that share a fate: *reason* when they are left behind, *condition* under which they are not."""

    reason: str
    paths: tuple[str, ...]
    condition: str = ""


@dataclass(frozen=True)
class CarryOver:
    """The whole file. *reasons* are for what is judged item by item; *typed* are keys of words that stay typed."""

    carry: tuple[str, ...]
    bound: tuple[Group, ...]
    when: tuple[Group, ...]
    reasons: Mapping[str, str]
    names: tuple[str, ...]
    speak: tuple[str, ...]
    review_words: tuple[str, ...]
    review: tuple[str, ...]
    typed: tuple[str, ...]

    def left_behind(self) -> tuple[Group, ...]:
        """The groups that may be left behind."""
        return (*self.bound, *self.when)

    def classes_of(self, pattern: str) -> list[str]:
        """Return the listed paths that a field's pattern lies at or below; exactly one when the file is complete."""
        listed = [*self.carry, *(path for group in self.left_behind() for path in group.paths)]
        return [path for path in listed if lies_at(pattern, path)]


def lies_at(pattern: str, path: str) -> bool:
    """Tell whether *pattern* is *path* or something inside it."""
    return pattern == path or pattern.startswith((f"{path}.", f"{path}["))


@cache
def carry_over() -> CarryOver:
    """Return the shipped rules."""
    data: Mapping[str, Any] = read_yaml(data_folder("templates") / "common" / "carry-over.yaml", "common/carry-over.yaml")
    return CarryOver(
        tuple(data["carry"]),
        tuple(Group(one["reason"], tuple(one["paths"])) for one in data["bound"]),
        tuple(Group(one["reason"], tuple(one["paths"]), one["condition"]) for one in data["when"]),
        data["reasons"],
        tuple(data["names"]),
        tuple(data["speak"]),
        tuple(data["review"]["words"]),
        tuple(data["review"]["paths"]),
        tuple(data["wording"]["typed"]),
    )
