"""What a rule's code says: which message, filled with which values, where. The rule's data make a finding of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.checks.basis import in_force
from alliance_docs.checks.case import Case
from alliance_docs.checks.finding import Finding, Place
from alliance_docs.checks.quoting import quote_for, spots
from alliance_docs.checks.rule import Rule
from alliance_docs.errors import AllianceDocsError
from alliance_docs.jurisdictions.speech import Speech


@dataclass(frozen=True)
class Hit:
    """One problem found: *key* of the message, *values* for it, and the place (see :class:`Finding`).

    *spot*: the very words that are wrong, where the rule knows them; otherwise the values are looked for in the text.
    *also*: the other places of a contradiction, each as document, clause, location and the words there.
    """

    key: str = "default"
    values: Mapping[str, object] = field(default_factory=dict)
    document: str = ""
    clause: str = ""
    location: str = ""
    spot: str = ""
    also: tuple[tuple[str, str, str, str], ...] = ()


Check = Callable[[Case], Iterable[Hit]]
"""The code of a rule. Unknown facts make it silent."""


def hit(
    key: str = "default", location: str = "", *, document: str = "", clause: str = "", spot: object = "",
    also: Any = (), **values: object,
) -> Hit:  # fmt: skip
    """Return a hit; *values* fill the message. *spot* and *also* as in :class:`Hit` (typed wide for places given as ``**at(passage)``)."""
    return Hit(key, values, document, clause, location, str(spot), also)


def message_of(rule: Rule, found: Hit, speech: Speech) -> str:
    """Return the message of a hit in the rule's words, said as the jurisdiction does; values stay as they are."""
    template = rule.messages.get(found.key)
    if template is None:
        raise AllianceDocsError(f"{rule.place}：规则 {rule.id} 没有“{found.key}”这条 messages")
    return speech.say(template).format_map({name: str(value) for name, value in found.values.items()})


def finding_of(rule: Rule, found: Hit, case: Case) -> Finding:
    """Return the finding for a hit: message, severity, basis in force and remedy from the rule's data."""
    values = {name: str(value) for name, value in found.values.items()}
    remedy = case.speech.say(rule.remedies.get(found.key, rule.remedy))
    return Finding(
        rule.id,
        rule.severities.get(found.key, rule.severity),
        message_of(rule, found, case.speech),
        found.document,
        found.clause,
        found.location,
        in_force(rule.basis, case.signing_date, case.today, case.jurisdiction.policy.cited),
        remedy.format_map(values) if values and "{" in remedy else remedy,
        quote_for(case.passages_of.get(found.document, ()), found.clause, found.location, spots(found.spot, values)),
        tuple(_place(case, *place) for place in found.also),
    )


def _place(case: Case, document: str, clause: str, location: str, words: str) -> Place:
    return Place(document, clause, location, quote_for(case.passages_of.get(document, ()), clause, location, spots(words, {})))
