"""Disputes: arbitration with a named institution, or a court that can be told (LC-DR)."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.wording import contains, wording
from alliance_docs.facts.derived import bearer_unit


def one_way(case: Case) -> Iterator[Hit]:
    """Facts of the way not chosen are leftovers that find their way into texts (LC-DR-01)."""
    dispute = case.facts.dispute
    if dispute and dispute.mode == "诉讼" and dispute.institution:
        yield hit("institution", "dispute.institution", institution=dispute.institution)
    if dispute and dispute.mode == "仲裁" and dispute.court_place:
        yield hit("court", "dispute.court_place", court=dispute.court_place)


def institution(case: Case) -> Iterator[Hit]:
    """The institution is named, in full (LC-DR-02)."""
    dispute = case.facts.dispute
    if dispute is None or dispute.mode != "仲裁":
        return
    if dispute.institution is None:
        yield hit("none", "dispute.institution")
    elif contains(dispute.institution, wording().vague_institutions):
        yield hit("vague", "dispute.institution", institution=dispute.institution)
    elif not dispute.institution.endswith(("仲裁委员会", "仲裁院", "仲裁中心", "国际仲裁院")):
        yield hit("short", "dispute.institution", institution=dispute.institution)


def former_name(case: Case) -> Iterator[Hit]:
    """The institution is called as it is now (LC-DR-03)."""
    dispute = case.facts.dispute
    name = dispute.institution if dispute else None
    if name in wording().former_institutions:
        yield hit(location="dispute.institution", institution=name, now=wording().former_institutions[name])


def two_institutions(case: Case) -> Iterator[Hit]:
    """Not two institutions (LC-DR-04)."""
    dispute = case.facts.dispute
    name = dispute.institution if dispute else None
    if name and (any(mark in name for mark in ("或", "、", "/", "／")) or name.count("仲裁委员会") + name.count("仲裁院") > 1):
        yield hit("facts", "dispute.institution", institution=name)


def court_place(case: Case) -> Iterator[Hit]:
    """The court can be told when someone sues (LC-DR-08)."""
    dispute, facts = case.facts.dispute, case.facts
    if dispute is None or dispute.mode != "诉讼":
        return
    if dispute.court_place is None:
        yield hit("none", "dispute.court_place")
    elif dispute.court_place == "依托主体住所地":
        unit = bearer_unit(facts, facts.bearer) if facts.bearer else None
        if unit is not None and unit.address is None:
            yield hit("bearer", "bearer", name=unit.name or "依托主体")


def signing_place(case: Case) -> Iterator[Hit]:
    """The signing place is stated where it founds jurisdiction (LC-DR-11)."""
    dispute, copies = case.facts.dispute, case.facts.copies
    if dispute and dispute.mode == "诉讼" and dispute.court_place == "合同签订地" and (copies is None or copies.signing_place is None):
        yield hit(location="copies.signing_place")


def negotiation_days(case: Case) -> Iterator[Hit]:
    """Talks before a claim have an end (LC-DR-13)."""
    dispute = case.facts.dispute
    if dispute and dispute.negotiation_days is not None and dispute.negotiation_days > 90:
        yield hit(location="dispute.negotiation_days", days=dispute.negotiation_days)


def tribunal(case: Case) -> Iterator[Hit]:
    """Many parties need a rule for appointing the tribunal (practice notes)."""
    dispute = case.facts.dispute
    if dispute and dispute.mode == "仲裁" and dispute.tribunal is None and len(case.members) > 2:
        yield hit("none", "dispute.tribunal", count=len(case.members))


def notice_addresses(case: Case) -> Iterator[Hit]:
    """Everyone can be served (LC-DR-15)."""
    lacking = [member.name for member in case.members if member.name and not (member.address or member.notice_address)]
    known = any(member.address or member.notice_address for member in case.members)
    if lacking and known:
        yield hit(location="members", names="、".join(lacking), count=len(lacking))


RULES = {
    "LC-DR-01": one_way,
    "LC-DR-02": institution,
    "LC-DR-03": former_name,
    "LC-DR-04": two_institutions,
    "LC-DR-08": court_place,
    "LC-DR-11": signing_place,
    "LC-DR-13": negotiation_days,
    "LC-DR-15": notice_addresses,
    "AD-DR-02": tribunal,
}
