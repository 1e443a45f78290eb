"""Who answers outward: the liability bearer and its own decision (LC-SB-05)."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.members import who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.wording import wording
from alliance_docs.facts.members import Member


def may_be_public(member: Member) -> bool:
    """Tell whether a member may be a public-benefit legal person; a converted institute carries 91 and is a company."""
    return member.type in ("高校", "科研机构") and not (member.credit_code or "").startswith("91")


def liability_bearer(case: Case) -> Iterator[Hit]:
    """The bearer is one legal person, still a member where a member bears, and not a mere office."""
    bearer = case.facts.bearer
    if bearer is None:
        return
    if bearer.kind == "成员单位" and bearer.name:
        yield hit("both", "bearer.name", name=bearer.name)
    if bearer.kind in ("共同组建的法人", "具有法人资格的秘书处") and bearer.member is None and bearer.name and not bearer.credit_code:
        yield hit("no-code", "bearer.credit_code", name=bearer.name)
    member = case.facts.member(bearer.member)
    if member is None:
        if bearer.name and bearer.name.endswith(("秘书处", "办公室", "联盟")):
            yield hit("office", "bearer.name", name=bearer.name)
        return
    if member not in case.members:
        yield hit("left", "bearer.member", name=who(member))
    if member.legal_person is False:
        yield hit("no-legal-person", "bearer.member", name=who(member))


def own_decision(case: Case) -> Iterator[Hit]:
    """A bearer decides by its own rules before it confirms; the decision does not follow the confirmation."""
    bearer = case.facts.bearer
    if bearer and bearer.confirmation_date and bearer.decision_date and bearer.decision_date > bearer.confirmation_date:
        yield hit(
            "late", "bearer.decision_date", decision=bearer.decision_date.isoformat(), confirmation=bearer.confirmation_date.isoformat()
        )
    elif bearer and bearer.confirmation_date and not bearer.decision_date:
        yield hit("none", "bearer.decision_date")


def public_bodies_do_not_guarantee(case: Case) -> Iterator[Hit]:
    """A public-benefit member that bears must not be taken for a guarantor (民法典 683)."""
    bearer = case.facts.bearer
    member = case.facts.member(bearer.member) if bearer else None
    if member is None or bearer is None or not may_be_public(member):
        return
    promised = [part for part in bearer.scope or () if any(word in part for word in wording().guarantee_words)]
    for part in promised:
        yield hit(location="bearer.scope", name=who(member), text=part)


RULES = {"LC-SB-05": liability_bearer, "AD-BE-01": own_decision, "AD-BE-02": public_bodies_do_not_guarantee}
