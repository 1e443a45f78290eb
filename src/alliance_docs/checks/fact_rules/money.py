"""Money: contributions, instalments, shares, the account, public funds, damages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.goals import term_end
from alliance_docs.checks.fact_rules.members import at, who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import words
from alliance_docs.facts import formats
from alliance_docs.facts.text import normal_name

HIGHEST_DAILY_RATE = Fraction(1, 1000)
HIGHEST_CAP = Fraction(30, 100)


def instalments(case: Case) -> Iterator[Hit]:
    """Instalments add up to the cash promised (LC-MN-01)."""
    for member in case.members:
        given = member.contribution
        if given is None or given.cash is None or given.schedule is None:
            continue
        amounts = [part.amount for part in given.schedule if part.amount is not None]
        if len(amounts) != len(given.schedule) or (not amounts and given.cash == 0):
            continue
        total = sum(amounts, Decimal(0))
        if total != given.cash:
            yield hit(
                location=at(member, "contribution.schedule"), name=who(member), total=formats.wan(total), cash=formats.wan(given.cash)
            )


def in_kind(case: Case) -> Iterator[Hit]:
    """Contributions in kind are described, valued, and their title settled (LC-MN-04)."""
    for member in case.members:
        for index, part in enumerate((member.contribution and member.contribution.in_kind) or ()):
            lacking = [
                label
                for label, value in (("投入内容", part.description), ("作价", part.value), ("权属安排", part.title), ("维护责任", part.maintenance))
                if value is None
            ]
            if lacking:
                yield hit(
                    location=at(member, f"contribution.in_kind[{index}]"),
                    name=who(member),
                    text=part.description or f"第 {index + 1} 项",
                    lacking="、".join(lacking),
                )


def everyone_contributes(case: Case) -> Iterator[Hit]:
    """Every member brings something (LC-MN-05)."""
    for member in case.members:
        given = member.contribution
        if given and given.cash == 0 and given.in_kind is not None and not given.in_kind:
            demanded = case.jurisdiction.id in words("contribution_required_under")
            yield hit("demanded" if demanded else "default", at(member, "contribution"), name=who(member))


def shares(case: Case) -> Iterator[Hit]:
    """Fixed shares add up to exactly one (LC-MN-03)."""
    ip = case.facts.ip
    if ip is None or ip.revenue != "约定比例" or ip.revenue_shares is None:
        return
    if not ip.revenue_shares:
        yield hit("none", "ip.revenue_shares")
        return
    known = [part.share.value for part in ip.revenue_shares if part.share is not None]
    total = sum(known, Fraction(0))
    if len(known) == len(ip.revenue_shares) and total != 1:
        percent = total * 100
        shown = f"{percent.numerator}%" if percent.denominator == 1 else f"{float(percent):.4g}%（{total.numerator}/{total.denominator}）"
        yield hit("sum", "ip.revenue_shares", total=shown)


def account(case: Case) -> Iterator[Hit]:
    """The account is held by the managing legal person, never by an unregistered alliance (LC-MN-06)."""
    funding = case.facts.funding
    if funding is None:
        return
    manager = case.facts.member(funding.manager)
    if manager is not None:
        if manager.legal_person is False:
            yield hit("no-legal-person", "funding.manager", name=who(manager))
        if manager not in case.members:
            yield hit("left", "funding.manager", name=who(manager))
        if manager.name and funding.account_name and normal_name(manager.name) != normal_name(funding.account_name):
            yield hit("holder", "funding.account_name", account=funding.account_name, manager=manager.name)
    elif funding.account_name and _is_alliance(case, funding.account_name):
        yield hit("alliance", "funding.account_name", account=funding.account_name)


def _is_alliance(case: Case, account: str) -> bool:
    alliance = case.facts.alliance
    if alliance is None or alliance.name is None or alliance.registered:
        return False
    return normal_name(alliance.name) in normal_name(account)


def public_projects(case: Case) -> Iterator[Hit]:
    """A publicly funded project has an undertaker that is a legal person (LC-MN-07)."""
    for index, project in enumerate((case.facts.funding and case.facts.funding.public_projects) or ()):
        undertaker = case.facts.member(project.undertaker)
        if undertaker is not None and undertaker.legal_person is False:
            yield hit(location=f"funding.public_projects[{index}].undertaker", project=project.name or "", name=who(undertaker))


def damages(case: Case) -> Iterator[Hit]:
    """Liquidated damages stay within what courts uphold (LC-MN-09)."""
    breach = case.facts.breach
    if breach is None:
        return
    if breach.daily_rate is not None and breach.daily_rate.value > HIGHEST_DAILY_RATE:
        yield hit("rate", "breach.daily_rate", rate=breach.daily_rate)
    if breach.cap is not None and breach.cap.value > HIGHEST_CAP:
        yield hit("cap", "breach.cap", cap=breach.cap)
    if breach.daily_rate is not None and breach.daily_rate.value > 0 and breach.cap is not None and breach.cap.value == 0:
        yield hit("no-cap", "breach.cap")


def payment_dates(case: Case) -> Iterator[Hit]:
    """Payments fall due after signing and within the term (LC-MN-12)."""
    dates = case.facts.dates
    signed = (dates.agreement_signing or dates.adoption) if dates else None
    end = term_end(case)
    for member in case.members:
        for index, part in enumerate((member.contribution and member.contribution.schedule) or ()):
            place = at(member, f"contribution.schedule[{index}].date")
            if part.date and signed and part.date < signed:
                yield hit("early", place, name=who(member), date=part.date.isoformat(), signed=signed.isoformat())
            if part.date and end and part.date > end:
                yield hit("late", place, name=who(member), date=part.date.isoformat(), end=end.isoformat())


RULES = {
    "LC-MN-01": instalments,
    "LC-MN-03": shares,
    "LC-MN-04": in_kind,
    "LC-MN-05": everyone_contributes,
    "LC-MN-06": account,
    "LC-MN-07": public_projects,
    "LC-MN-09": damages,
    "LC-MN-12": payment_dates,
}
