"""List numbering as Word counts it: one set of counters an abstract list, shared by its instances; an instance may start anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Counters:
    """Counts numbered paragraphs in document order.

    *starts*: (abstract list, level) → first value. *overrides*: (instance, level) → value at its first use.
    """

    starts: Mapping[tuple[int, int], int] = field(default_factory=dict)
    overrides: dict[tuple[int, int], int] = field(default_factory=dict)
    restart: dict[tuple[int, int], int] = field(default_factory=dict)
    """Levels that begin anew only after one of the first so many levels; 0: after none."""
    _values: dict[int, dict[int, int]] = field(default_factory=dict)
    _used: set[tuple[int, int]] = field(default_factory=set)

    def peek(self, instance: int, abstract: int, level: int) -> int:
        """Return the number the next paragraph of this instance and level would bear."""
        if (instance, level) in self.overrides and (instance, level) not in self._used:
            return self.overrides[instance, level]
        values = self._values.get(abstract, {})
        return values[level] + 1 if level in values else self.starts.get((abstract, level), 1)

    def take(self, instance: int, abstract: int, level: int) -> int:
        """Count one paragraph and return its number."""
        value = self.peek(instance, abstract, level)
        self._used.add((instance, level))
        values = self._values.setdefault(abstract, {})
        for upper in range(level):
            values.setdefault(upper, self.starts.get((abstract, upper), 1))
        values[level] = value
        for lower in [one for one in values if one > level and level < self.restart.get((abstract, one), one)]:
            del values[lower]
        return value

    def current(self, abstract: int, level: int) -> int:
        """Return the number that stands at *level* now (its first value when none was counted)."""
        return self._values.get(abstract, {}).get(level, self.starts.get((abstract, level), 1))
