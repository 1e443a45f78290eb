"""What a comparison found, passage by passage: for a table of old and new wording, and for a summary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["changed", "added", "removed", "moved", "renumbered"]


@dataclass(frozen=True)
class Words:
    """A stretch of a line; *changed*: it stands on this side only; *column*: no words of the line, but what the table's head calls it."""

    text: str
    changed: bool = False
    column: bool = False


Line = tuple[Words, ...]


@dataclass(frozen=True)
class Passage:
    """A clause, or one row or record of it (*key*), that differs.

    *old* and *new*: the clause's id, empty where there is none; *before* and *after*: the paragraphs that differ;
    *paths*: the facts printed in them that differ; *row*: the table row they stand in, in the new text or else the old,
    and *name*: what that row says first.
    """

    kind: Kind
    old: str = ""
    new: str = ""
    key: str = ""
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    paths: frozenset[str] = frozenset()
    row: tuple[int, int] | None = None
    name: str = ""


@dataclass
class Report:
    """Collects passages in reading order; neighbouring paragraphs of one clause and record are one passage."""

    passages: list[Passage]

    def add(self, one: Passage) -> None:
        """Add a passage."""
        last = self.passages[-1] if self.passages else None
        if last and _place(last) == _place(one) and one.kind != "renumbered":
            self.passages[-1] = replace(one, before=last.before + one.before, after=last.after + one.after, paths=last.paths | one.paths)
        else:
            self.passages.append(one)


def _place(one: Passage) -> tuple[object, ...]:
    """Return what two paragraphs share that are told together."""
    return one.kind, one.old, one.new, one.key, None if one.key else one.row
