"""What members and the bearer must not take on: guarantees, the alliance's debts, shares; offices without leave (LC-SB)."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.bearer import may_be_public
from alliance_docs.checks.fact_rules.members import who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import phrase, standing, told, words


def mutual_guarantees(case: Case) -> Iterator[Hit]:
    """No guarantees among members: void for public bodies; companies owe a decision of their own (LC-SB-12)."""
    companies = bool(case.members) and all(member.type == "企业" for member in case.members)
    for passage, sentence in standing(case, phrase("mutual-guarantee")):
        yield hit("companies" if companies else "guarantee", **told(passage, sentence, phrase("mutual-guarantee")))


def alliance_debts(case: Case) -> Iterator[Hit]:
    """The bearer contracts in its own name; it does not guarantee or assume debts of the alliance (LC-SB-05)."""
    for passage, sentence in standing(case, phrase("bearer-debts")):
        yield hit("debts", **told(passage, sentence, phrase("bearer-debts")))


def public_bearer(case: Case) -> Iterator[Hit]:
    """A public-benefit bearer cannot promise to answer for others at all (AD-BE-02)."""
    member = case.facts.member(case.facts.bearer.member) if case.facts.bearer else None
    if member is None or not may_be_public(member):
        return
    for passage, sentence in standing(case, phrase("bearer-debts")):
        yield hit("text", **told(passage, sentence, phrase("bearer-debts")), name=who(member))


def no_shares(case: Case) -> Iterator[Hit]:
    """Where the policy wants no equity, no text speaks of shares in the alliance (LC-SB-09)."""
    if case.jurisdiction.id not in words("no_equity_under"):
        return
    for passage, sentence in standing(case, phrase("equity")):
        yield hit(**told(passage, sentence, phrase("equity")))


def officials(case: Case) -> Iterator[Hit]:
    """Serving officials and university leaders hold posts only with leave (LC-SB-06)."""
    if case.facts.alliance and case.facts.alliance.registered:
        return
    for passage, sentence in standing(case, phrase("officials-hold-posts")):
        yield hit("officials", **told(passage, sentence, phrase("officials-hold-posts")))
    settled = any(True for _ in standing(case, phrase("approval-of-posts")))
    seats = (case.facts.council and case.facts.council.seats) or ()
    people = [seat.person for seat in seats if seat.person and seat.person.title in words("leaders")]
    if people:
        names = "、".join(f"{person.name or ''}（{person.title}）" for person in people)
        yield hit("leaders-settled" if settled else "leaders", "council.seats", names=names)


RULES = {
    "LC-SB-05": alliance_debts,
    "LC-SB-06": officials,
    "LC-SB-09": no_shares,
    "LC-SB-12": mutual_guarantees,
    "AD-BE-02": public_bearer,
}
