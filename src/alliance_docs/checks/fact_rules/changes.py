"""After members have left: the conditions hold still, and the change was reported in its year (LC-EX-06, LC-EX-07)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import words
from alliance_docs.checks.fact_rules.members import who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts import formats
from alliance_docs.facts.change_problems import BEFORE_SIGNING
from alliance_docs.jurisdictions.region import standing

LEAST = 3


def after_exit(case: Case) -> Iterator[Hit]:
    """Test the founding conditions again once a member has left."""
    facts = case.facts
    gone = [member for member in facts.members or () if member not in case.members]
    if not gone:
        return
    names = "、".join(who(member) for member in gone)
    if len(case.members) < LEAST:
        yield hit("few", "members", names=names, count=len(case.members), least=LEAST)
    region = case.jurisdiction.region
    found = standing(region, facts) if region else None
    if region and found and found.share is not None and found.enough(region) is False:
        yield hit("region", "members", names=names, region=region.name, share=formats.percentage(found.share))
    if region and region.members and LEAST <= len(case.members) < region.members:
        yield hit("few", "members", names=names, count=len(case.members), least=region.members)
    if not facts.leads and any(member.role == "牵头单位" for member in gone):
        yield hit("lead", "members", names=names)
    for path, label, ref in (
        ("bearer.member", "依托主体", facts.bearer.member if facts.bearer else None),
        ("office.host", "联盟办公室承担单位", facts.office.host if facts.office else None),
        ("funding.manager", "经费管理单位", facts.funding.manager if facts.funding else None),
    ):
        member = facts.member(ref) if ref else None
        if member is not None and member in gone:
            yield hit("role", path, names=who(member), label=case.speech.say(label))


def reported(case: Case) -> Iterator[Hit]:
    """Each change after the approval was reported by the end of its year: in a sealed filing, or as the yearly data tell."""
    reports = [one for period in case.facts.periods or () for one in period.reports or () if one.date and _reports_change(one.matter)]
    for day, what, filed in sorted(_changes(case), key=lambda one: one[:2]):
        last = dt.date(day.year, 12, 31)
        after = sorted(one.date for one in reports if one.date and one.date >= day) + ([filed] if filed else [])
        after.sort()
        if after and after[0] <= last:
            continue
        values = {"what": what, "day": day.isoformat(), "last": last.isoformat()}
        if after:
            yield hit("late", "periods", **values, reported=after[0].isoformat())
        elif case.today and case.today > last:
            yield hit("missing", "periods", **values)
        elif case.today:
            yield hit("due", "periods", **values)


def _changes(case: Case) -> set[tuple[dt.date, str, dt.date | None]]:
    """What changed: day, what, when a sealed filing reported it. What changes.yaml records is not told twice."""
    facts = case.facts
    approved = facts.dates.approval if facts.dates else None
    recorded = [one for one in facts.changes or () if one.kind == "change" and one.on and one.type != BEFORE_SIGNING]
    found = {(one.on, one.matter or "", one.reported_on) for one in recorded if one.on and (approved is None or one.on > approved)}
    known = {one.on for one in recorded}
    for period in facts.periods or ():
        for one in period.member_changes or ():
            if one.date and one.date not in known:
                found.add((one.date, f"{one.member or '成员单位'}{one.kind or '变动'}", None))
    for member in facts.members or ():
        if approved and member.withdrawn and member.withdrawn > approved and member.withdrawn not in known:
            found.add((member.withdrawn, f"{who(member)}退出", None))
        if approved and member.joined and member.joined > approved and member.joined not in known:
            found.add((member.joined, f"{who(member)}加入", None))
    return found


def _reports_change(matter: str | None) -> bool:
    return any(word in (matter or "") for word in words("change_reports"))


RULES = {"LC-EX-06": after_exit, "LC-EX-07": reported}
