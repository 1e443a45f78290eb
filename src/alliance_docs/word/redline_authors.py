"""In whose name a tracked change stands: told by where the words come from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

_MEMBERS = ("members", "counts")


@dataclass(frozen=True)
class Told:
    """One tracked change: the *clause* it stands in, the record it is of (*key*: ``members[m01]``), the words struck
    (*before*) and put in (*after*), the facts printed in them (*paths*)."""

    clause: str
    key: str
    before: str
    after: str
    paths: frozenset[str]


Origin = Callable[[Told], str]
"""Returns the author of a change, or an empty string where it does not know."""


@dataclass(frozen=True)
class Authors:
    """Names for the authors of tracked changes, by origin of the words.

    *text*: our wording, and whatever has no other origin; *members*: facts of members, their numbers and rows; *facts*:
    other facts; *numbers*: article numbers of other documents that are cited; *clauses*: clause id → whose wording it is
    (the firm, the alliance itself); *hands*: clause id → who edited it in Word; *origin*: asked first about every single
    change, such as :func:`redline_origins.edits_of`; *of_members*: beginnings of paths that count as facts of members. An
    empty name means *text*. Asked in this order: origin, hands, paths and rows, numbers, clauses, text.
    """

    text: str
    members: str = ""
    facts: str = ""
    numbers: str = ""
    clauses: Mapping[str, str] = field(default_factory=dict)
    hands: Mapping[str, str] = field(default_factory=dict)
    origin: Origin | None = None
    of_members: tuple[str, ...] = _MEMBERS

    def of(self, clause: str, key: str, paths: Collection[str], *, before: str = "", after: str = "", numbers: bool = False) -> str:
        """Return the author of a change: in *clause*, of the record *key*, touching the facts *paths*, or only cited *numbers*."""
        if self.origin is not None and (named := self.origin(Told(clause, key, before, after, frozenset(paths)))):
            return named
        if clause in self.hands:
            return self.hands[clause]
        if paths:
            members = all(path.startswith(self.of_members) for path in paths)
            return (self.members if members else self.facts) or self.text
        if key.startswith("members["):
            return self.members or self.text
        if numbers and self.numbers:
            return self.numbers
        return self.clauses.get(clause) or self.text
