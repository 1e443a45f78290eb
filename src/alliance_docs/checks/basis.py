"""What a rule rests on: laws in the version that holds on the day that counts (design decision 14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from alliance_docs.checks.data import Entry, read_entries
from alliance_docs.resources import data_folder

FIRST_DAY = dt.date(1900, 1, 1)
LAST_DAY = dt.date(9999, 12, 31)


@dataclass(frozen=True)
class Law:
    """One version of a law or policy. Procedural law counts by today, substantive law by the signing date;
    *kind* custom is no law and always counts."""

    id: str
    title: str
    since: dt.date = FIRST_DAY
    until: dt.date = LAST_DAY
    kind: str = "substantive"
    note: str = ""


@dataclass(frozen=True)
class Basis:
    """A law in one version, and the section of it."""

    law: Law
    section: str = ""

    def __str__(self) -> str:
        title = self.law.title if self.law.kind == "custom" else f"《{self.law.title}》"
        return f"{title}{self.section}{f'（{self.law.note}）' if self.law.note else ''}"

    def holds(self, signing: dt.date | None, today: dt.date | None) -> bool:
        """Tell whether this version counts; without a date the version in force last does."""
        day = today or signing if self.law.kind == "procedural" else signing or today
        return self.law.since <= day <= self.law.until if day else self.law.until == LAST_DAY


@cache
def laws() -> Mapping[str, Law]:
    """Load ``templates/common/laws.yaml`` once: laws by id."""
    found = {}
    for entry in read_entries(data_folder("templates") / "common" / "laws.yaml"):
        entry.only(("id", "title", "from", "until", "kind", "note"))
        found[entry.text("id")] = Law(
            entry.text("id"),
            entry.text("title", required=True),
            _day(entry, "from") or FIRST_DAY,
            _day(entry, "until") or LAST_DAY,
            entry.one_of("kind", ("substantive", "procedural", "custom"), "substantive"),
            entry.text("note"),
        )
    return found


def _day(entry: Entry, key: str) -> dt.date | None:
    value = entry.values.get(key)
    if value is not None and not isinstance(value, dt.date):
        raise entry.error(f"“{key}”应为日期，例如 2021-01-01")
    return value


def read_basis(entry: Entry) -> tuple[Basis, ...]:
    """Read ``basis: [民法典 第九百六十七条, …]``: a law's id, a space, its section; 惯例 stands for itself."""
    from alliance_docs.errors import nearest

    found = []
    for text in entry.texts("basis"):
        name, _, section = text.partition(" ")
        if name not in laws():
            raise entry.error(f"依据“{name}”不在 laws.yaml 中", nearest(name, laws()))
        found.append(Basis(laws()[name], section.strip()))
    return tuple(found)


POLICY = "联盟政策"
"""The law id that stands for the jurisdiction's own policy."""


def in_force(bases: Iterable[Basis], signing: dt.date | None, today: dt.date | None, policy: str = "") -> str:
    """Return the bases that hold on the days given, joined by ；; all of them when none does.

    *policy* is what is cited in place of the jurisdiction's own policy.
    """
    kept = tuple(bases)
    holding = [basis for basis in kept if basis.holds(signing, today)] or kept
    return "；".join(f"{policy}{basis.section}" if policy and basis.law.id == POLICY else str(basis) for basis in holding)
