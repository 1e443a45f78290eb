"""Who holds the lead, the chair and the other posts that change hands: names, by the ids that types of change use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alliance_docs.facts.derived import bearer_unit, seats_by_post
from alliance_docs.facts.facts import Facts


def _named(facts: Facts, ref: str | None) -> str:
    member = facts.member(ref)
    return (member.name or member.id) if member else (ref or "")


def _bearer(facts: Facts) -> str:
    unit = bearer_unit(facts, facts.bearer) if facts.bearer else None
    return (unit.name or "") if unit else ""


def _representative(facts: Facts, member: str | None) -> str:
    found = facts.member(member)
    person = found.legal_representative if found else None
    return (person.name or "") if person else ""


HOLDERS: Mapping[str, tuple[str, Callable[[Facts, str | None], str]]] = {
    "lead": ("members", lambda facts, _: "、".join(member.name or member.id for member in facts.leads)),
    "chair": ("council.seats", lambda facts, _: "、".join(_named(facts, seat.member) for seat in seats_by_post(facts, "理事长") or ())),
    "secretary-general": ("office.head.name", lambda facts, _: (facts.office and facts.office.head and facts.office.head.name) or ""),
    "bearer": ("bearer", lambda facts, _: _bearer(facts)),
    "secretariat": ("office.host", lambda facts, _: _named(facts, facts.office.host if facts.office else None)),
    "legal-representative": ("members[{member}].legal_representative.name", _representative),
}
"""Id → the path that tells it, and the name it gives of the facts (and of the member concerned); empty while unknown."""
