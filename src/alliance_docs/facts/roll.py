"""The members of one set of facts, found by id or by name at once: a list of 1,000 is asked for thousands of times."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property

from alliance_docs.facts.members import Member
from alliance_docs.facts.text import normal_name

_KEPT = 8
_rolls: OrderedDict[int, Roll] = OrderedDict()


class Roll:
    """An index over a tuple of members; *active* are those that have not withdrawn."""

    def __init__(self, members: tuple[Member, ...]) -> None:
        self.members = members
        self.active = tuple(member for member in members if member.stage != "退出" and member.withdrawn is None)
        self._ids: dict[str, Member] = {}
        for member in members:
            self._ids.setdefault(member.id, member)

    @cached_property
    def _names(self) -> dict[str, Member]:
        """Members by normalised name; made when somebody is first asked for by name, as it takes the longest."""
        names: dict[str, Member] = {}
        for member in self.members:
            if member.name:
                names.setdefault(normal_name(member.name), member)
        return names

    def find(self, ref: str) -> Member | None:
        """Return the member of that id, or of that full name after normalisation."""
        return self._ids.get(ref) or self._names.get(normal_name(ref))


def roll_of(members: tuple[Member, ...] | None) -> Roll:
    """Return the index of *members*, made once for the same tuple (the last few are kept)."""
    if members is None:
        return _NOBODY
    found = _rolls.get(id(members))
    if found is None or found.members is not members:
        found = _rolls[id(members)] = Roll(members)
        while len(_rolls) > _KEPT:
            _rolls.popitem(last=False)
    return found


_NOBODY = Roll(())
