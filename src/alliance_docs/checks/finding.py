"""A finding: what a check reports, in the shape of the JSON contract, and the one order findings are told in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]
CONTRACT = ("rule", "severity", "message", "document", "clause", "location", "basis", "fix")
"""The keys of a finding in the JSON of ``check``."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Quote:
    """The words of a document a finding is about: *text* of one sentence, the spot from *start* to *end* in it.

    Without a spot *start* equals *end*. *passage*: the whole paragraph, item or cell, as ``plain`` gives it.
    """

    text: str
    start: int = 0
    end: int = 0
    passage: str = ""


@dataclass(frozen=True)
class Place:
    """Another place a finding is about: ids of document and clause, the place in words, the words there."""

    document: str
    clause: str = ""
    location: str = ""
    quote: Quote | None = None


@dataclass(frozen=True)
class Finding:
    """One problem.

    *document* and *clause* are ids (empty: the facts or the package as a whole); *location* is 第十二条第二款 in a
    document, the path of the fact otherwise; *basis* names law or policy and section; *fix* says what to do. *quote* is for
    readers: it makes no finding another one, and is no part of the JSON. *regraded* likewise: the severity the rule itself
    gives, where a file of settings gave another, and whose it is. *also* likewise: the other places of a contradiction.
    """

    rule: str
    severity: Severity
    message: str
    document: str = ""
    clause: str = ""
    location: str = ""
    basis: str = ""
    fix: str = ""
    quote: Quote | None = field(default=None, compare=False)
    also: tuple[Place, ...] = field(default=(), compare=False)
    regraded: Regraded | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Regraded:
    """A severity that was changed: what it *was* by the rule, and *by* whose settings (所内规定, 本案卷)."""

    was: Severity
    by: str


@dataclass(frozen=True)
class Suppressed:
    """A finding that somebody answers for: it is told apart and counts no more. *until*: the last day that holds."""

    finding: Finding
    reason: str
    author: str
    until: dt.date | None = None


def summary(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by severity: ``{"error": 1, "warning": 0, "note": 2}``."""
    counted = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counted[finding.severity] += 1
    return {str(severity): number for severity, number in counted.items()}


def contract(findings: Sequence[Finding], suppressed: Sequence[Suppressed] = ()) -> dict[str, Any]:
    """Return the object that ``check --format json`` prints; the key ``suppressed`` only where there are any."""
    told: dict[str, Any] = {"findings": [_keys(finding) for finding in findings], "summary": summary(findings)}
    if suppressed:
        told["suppressed"] = [
            {**_keys(one.finding), "reason": one.reason, "author": one.author, "until": one.until.isoformat() if one.until else None}
            for one in suppressed
        ]
    return told


def _keys(finding: Finding) -> dict[str, str]:
    return {key: getattr(finding, key) for key in CONTRACT}


def ordered(findings: Iterable[Finding], documents: Sequence[str], clauses: Mapping[str, Sequence[str]]) -> tuple[Finding, ...]:
    """Return findings once each: by document (the package first), clause, severity, rule, message.

    *documents* are ids in their order; *clauses* the ids of the clauses of each document in their order.
    """
    document_rank = {"": -1, **{name: place for place, name in enumerate(documents)}}
    clause_rank = {(name, clause): place for name, ids in clauses.items() for place, clause in enumerate(ids)}

    def key(finding: Finding) -> tuple[Any, ...]:
        return (
            document_rank.get(finding.document, len(document_rank)),
            finding.document,
            clause_rank.get((finding.document, finding.clause), -1),
            SEVERITIES.index(finding.severity),
            finding.rule,
            finding.location,
            finding.message,
        )

    return tuple(sorted(dict.fromkeys(findings), key=key))
