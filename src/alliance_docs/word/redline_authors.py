"""In whose name a tracked change stands: told by where the words come from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

_MEMBERS = ("members", "counts.members")


@dataclass(frozen=True)
class Authors:
    """Names for the authors of tracked changes, by origin of the words.

    *text*: our wording, and whatever has no other origin; *members*: facts of members and their rows; *facts*: other
    facts; *numbers*: article numbers of other documents that are cited; *clauses*: clause id → whose wording it is (the
    firm, the alliance itself); *hands*: clause id → who edited it in Word, which goes before all others. An empty name
    means *text*.
    """

    text: str
    members: str = ""
    facts: str = ""
    numbers: str = ""
    clauses: Mapping[str, str] = field(default_factory=dict)
    hands: Mapping[str, str] = field(default_factory=dict)

    def of(self, clause: str, key: str, paths: Collection[str], *, numbers: bool = False) -> str:
        """Return the author of a change: in *clause*, of the record *key*, touching the facts *paths*, or only cited *numbers*."""
        if clause in self.hands:
            return self.hands[clause]
        if paths:
            members = all(path.startswith(_MEMBERS) for path in paths)
            return (self.members if members else self.facts) or self.text
        if key.startswith("members["):
            return self.members or self.text
        if numbers and self.numbers:
            return self.numbers
        return self.clauses.get(clause) or self.text
