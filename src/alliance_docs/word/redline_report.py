"""What a comparison found, passage by passage: for a table of old and new wording, and for a summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["changed", "added", "removed", "moved", "renumbered"]


@dataclass(frozen=True)
class Words:
    """A stretch of a line; *changed*: it stands on this side only."""

    text: str
    changed: bool = False


Line = tuple[Words, ...]


@dataclass(frozen=True)
class Passage:
    """A clause, or one row or record of it (*key*), that differs.

    *old* and *new*: the clause's id, empty where there is none; *before* and *after*: the paragraphs that differ;
    *paths*: the facts printed in them that differ.
    """

    kind: Kind
    old: str = ""
    new: str = ""
    key: str = ""
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    paths: frozenset[str] = frozenset()


@dataclass
class Report:
    """Collects passages in reading order; neighbouring paragraphs of one clause and record are one passage."""

    passages: list[Passage]

    def add(self, one: Passage) -> None:
        """Add a passage."""
        last = self.passages[-1] if self.passages else None
        if last and (last.kind, last.old, last.new, last.key) == (one.kind, one.old, one.new, one.key) and one.kind != "renumbered":
            self.passages[-1] = Passage(
                one.kind, one.old, one.new, one.key, last.before + one.before, last.after + one.after, last.paths | one.paths
            )
        else:
            self.passages.append(one)
