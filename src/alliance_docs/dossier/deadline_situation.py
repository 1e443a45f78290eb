"""What deadlines are computed from, beside the rules: facts as of a day, filings sealed, papers, remarks to be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from alliance_docs.drafting.vocabulary import speech
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.view import Scope, Undecided, Unknown
from alliance_docs.jurisdictions.deadline_rules import DeadlineRule, compiled
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction


@dataclass(frozen=True)
class Submitted:
    """A sealed filing; *year*: of the yearly record it was made from."""

    filing: str
    folder: str
    sealed_on: dt.date
    year: int | None = None


@dataclass(frozen=True)
class Paper:
    """A recorded attachment; *member* is an internal id or ""."""

    file: str
    kind: str
    member: str = ""
    date: dt.date | None = None
    expiry: dt.date | None = None


@dataclass(frozen=True)
class Remarked:
    """An authority's remarks 补正意见 on the filing called *title*, to be answered until *due*; *sealed_on*: answered."""

    folder: str
    number: int
    title: str
    count: int
    due: dt.date | None
    sealed_on: dt.date | None = None


@dataclass(frozen=True)
class Situation:
    """Everything that deadlines are told from, as of *today*; *facts* with their changes."""

    jurisdiction: Jurisdiction
    facts: Facts
    today: dt.date
    submitted: tuple[Submitted, ...] = ()
    papers: tuple[Paper, ...] = ()
    remarked: tuple[Remarked, ...] = ()
    scope: Scope = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scope", Scope(self.facts))

    @cached_property
    def say(self) -> Callable[[str], str]:
        """Put general words in the jurisdiction's own."""
        return speech(self.jurisdiction, self.facts).say

    def value(self, rule: DeadlineRule, source: str, year: int | None = None) -> Any:
        """Evaluate an expression of *rule*. Raises Undecided when it depends on an unknown fact."""
        return compiled(source, rule.place).value(self.scope, year=year, term_start=self._term_start)

    def told(self, rule: DeadlineRule, source: str, year: int | None = None) -> Any:
        """Evaluate an expression of *rule*; None when it depends on an unknown fact."""
        try:
            return self.value(rule, source, year)
        except Undecided:
            return None

    @cached_property
    def _term_start(self) -> Any:
        """The day on which the council's present term began: of the last re-election, else of the founding."""
        elected = [one.on for one in self.facts.changes or () if one.kind == "change" and one.type == "re-election" and one.on]
        founded = self.facts.dates.founding if self.facts.dates else None
        return max(elected) if elected else founded or Unknown("dates.founding", "成立大会日期")
