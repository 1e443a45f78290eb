"""After members have left: the conditions hold still, an expulsion went its way, the change was reported in its year (LC-EX-06, LC-EX-07)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import words
from alliance_docs.checks.fact_rules.members import who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts import formats
from alliance_docs.facts.change_problems import BEFORE_SIGNING
from alliance_docs.facts.view import Undecided
from alliance_docs.jurisdictions.region import standing

LEAST = 3
NOTICE, DECISION, SERVICE = "拟除名告知书", "除名决定书", "除名送达回证"
EXPULSION_PAPERS = (NOTICE, "除名申辩记录", "除名回避记录", DECISION, SERVICE)
"""Kinds of attachments (``templates/common/attachment-kinds.yaml``) that show how an expulsion went."""


def after_change(case: Case) -> Iterator[Hit]:
    """Test the founding conditions again, and how recorded expulsions went."""
    yield from after_exit(case)
    yield from expelled(case)


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
        yield hit("usual", "members", names=names, count=len(case.members), least=region.members)
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


def expelled(case: Case) -> Iterator[Hit]:
    """Notice, defence, abstention, decision and service of each recorded expulsion, as the attachments show them."""
    if not case.dossier:
        return
    for change in case.facts.changes or ():
        if change.kind != "change" or change.type != "expel" or change.on is None:
            continue
        papers = {one.kind: one for one in case.attachments if one.member == change.member}
        place = f"changes[{change.id}]"
        known = {"id": change.id, "what": change.matter or "", "day": change.on.isoformat()}
        if missing := [kind for kind in EXPULSION_PAPERS if kind not in papers]:
            yield hit("papers", place, missing="、".join(missing), **known)
        notice, decision, service = (papers[kind].date if kind in papers else None for kind in (NOTICE, DECISION, SERVICE))
        decided = (change.resolution.date if change.resolution else None) or decision
        least = case.facts.expulsion.hearing_days if case.facts.expulsion else None
        if notice and decided and least is not None and (decided - notice).days <= least:  # the day of service does not count (民法典 201)
            yield hit("hearing", place, notice=notice.isoformat(), decided=decided.isoformat(), least=least, **known)
        if service and service != change.on:
            yield hit("served", place, served=service.isoformat(), **known)


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


def still_proposed(case: Case) -> Iterator[Hit]:
    """Tell where papers made after a change would still call the alliance proposed: nobody filled in the day of the approval."""
    dates, founded = case.facts.dates, case.facts.dates.founding if case.facts.dates else None
    after = [one.on for one in case.facts.changes or () if one.kind == "change" and one.type != BEFORE_SIGNING and one.on and (founded is None or one.on >= founded)]
    if not after or (dates and dates.approval):
        return
    try:
        proposed = bool(case.names["pending"])
    except Undecided:
        return
    if proposed:
        yield hit(location="dates.approval", first=min(after).isoformat(), count=len(after), approval=case.jurisdiction.vocabulary.get("approval", "批复"))


RULES = {"AD-CH-02": still_proposed, "LC-EX-06": after_change, "LC-EX-07": reported}
