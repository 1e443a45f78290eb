"""Evidence: what is still owed, expired, changed since it was recorded."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.members import who
from alliance_docs.checks.fact_rules.signing import form_of
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts.members import Member
from alliance_docs.jurisdictions.jurisdiction import ExpectedAttachment


def owing(case: Case, expected: ExpectedAttachment) -> tuple[str, ...]:
    """Return for whom an expected attachment is not recorded: unit names, or ``("",)`` for the package as a whole."""
    recorded = {(kept.kind, kept.member) for kept in case.attachments}
    kinds = {kept.kind for kept in case.attachments}
    if expected.each == "package":
        return () if expected.kind in kinds else ("",)
    wanted = _wanted(case, expected)
    return tuple(who(member) for member in wanted if (expected.kind, member.id) not in recorded)


def _wanted(case: Case, expected: ExpectedAttachment) -> tuple[Member, ...]:
    bearer = case.facts.member(case.facts.bearer.member) if case.facts.bearer else None
    kinds = {"university": "高校", "enterprise": "企业", "institute": "科研机构"}
    match expected.each:
        case "member":
            return case.members
        case "lead":
            return (case.facts.lead,) if case.facts.lead else ()
        case "bearer":
            return (bearer,) if bearer else ()
        case "agent":
            return tuple(member for member in case.members if form_of(case, member) == "授权代理人")
        case _:
            return tuple(member for member in case.members if member.type == kinds[expected.each])


def missing(case: Case) -> Iterator[Hit]:
    """Required evidence not yet recorded; a note while none has been recorded at all."""
    for expected in case.jurisdiction.attachments:
        units = owing(case, expected) if expected.required else ()
        if units:
            yield hit(
                "missing" if case.attachments else "none-yet",
                "attachments",
                kind=expected.kind,
                count=len(units),
                names="、".join(unit for unit in units if unit) or "整套材料",
                basis=expected.basis,
            )


def expired(case: Case) -> Iterator[Hit]:
    """Evidence past its last day, or so within thirty days."""
    if case.today is None:
        return
    for kept in case.attachments:
        if kept.expires and kept.expires < case.today:
            yield hit("expired", kept.file, kind=kept.kind, name=_name(case, kept.member), day=kept.expires.isoformat())
        elif kept.expires and (kept.expires - case.today).days <= 30:
            yield hit("soon", kept.file, kind=kept.kind, name=_name(case, kept.member), day=kept.expires.isoformat())


def changed(case: Case) -> Iterator[Hit]:
    """The file is still there, and still the one that was recorded."""
    for kept in case.attachments:
        if not kept.present:
            yield hit("gone", kept.file, kind=kept.kind, file=kept.file)
        elif kept.sha256 and kept.found_sha256 and kept.sha256 != kept.found_sha256:
            yield hit("changed", kept.file, kind=kept.kind, file=kept.file)


def strangers(case: Case) -> Iterator[Hit]:
    """Evidence belongs to a member that exists."""
    for kept in case.attachments:
        if kept.member and case.facts.members is not None and case.facts.member(kept.member) is None:
            yield hit(location=kept.file, kind=kept.kind, file=kept.file, member=kept.member)


def _name(case: Case, member_id: str) -> str:
    member = case.facts.member(member_id) if member_id else None
    return who(member) if member else "整套材料"


RULES = {"AD-AT-01": missing, "AD-AT-02": expired, "AD-AT-03": changed, "AD-AT-04": strangers}
