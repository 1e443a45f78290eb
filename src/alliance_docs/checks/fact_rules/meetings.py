"""Meetings that were held: attendance and votes add up (LC-GV-13); the texts were adopted before they were used."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts.organs import Meeting, Result

_MEETINGS = (("preparatory", "筹备会议"), ("adoption", "文本通过会议"), ("founding", "成立大会"))


def votes(case: Case) -> Iterator[Hit]:
    """Ballots and votes add up, and a quorum was there."""
    for name, label in _MEETINGS:
        meeting = getattr(case.facts.meetings, name, None) if case.facts.meetings else None
        if meeting is None:
            continue
        yield from _attendance(case, name, label, meeting)
        for index, result in enumerate(meeting.results or ()):
            place = f"meetings.{name}.results[{index}]"
            subject = f"{label}“{result.subject or f'第 {index + 1} 项'}”"
            yield from _counting(result, place, subject)
            yield from _carried(case, meeting, result, place, subject)


def _carried(case: Case, meeting: Meeting, result: Result, place: str, subject: str) -> Iterator[Hit]:
    """The minutes say of every item that it was passed: the votes must bear that out."""
    rules = case.facts.assembly
    if rules is None or rules.majority is None or result.approve is None:
        return
    base = len(case.members) if rules.majority_base == "全体成员单位" else meeting.attending
    if base is not None and not rules.majority.met(result.approve, base):
        yield hit("lost", f"{place}.approve", subject=subject, approve=result.approve, count=base, majority=rules.majority)


def _attendance(case: Case, name: str, label: str, meeting: Meeting) -> Iterator[Hit]:
    members = len(case.members) if case.facts.members is not None else None
    if meeting.attending is not None and members is not None and name != "preparatory":
        if meeting.attending > len(case.facts.members or ()):
            yield hit("crowd", f"meetings.{name}.attending", meeting=label, attending=meeting.attending, count=len(case.facts.members or ()))
        quorum = case.facts.assembly.quorum if case.facts.assembly else None
        if quorum is not None and not quorum.met(meeting.attending, members):
            yield hit("quorum", f"meetings.{name}.attending", meeting=label, attending=meeting.attending, count=members, quorum=quorum)
    if meeting.proxies is not None and meeting.attending is not None and meeting.proxies > meeting.attending:
        yield hit("proxies", f"meetings.{name}.proxies", meeting=label, proxies=meeting.proxies, attending=meeting.attending)


def _counting(result: Result, place: str, subject: str) -> Iterator[Hit]:
    issued, returned, valid = result.issued, result.returned, result.valid
    if issued is not None and returned is not None and returned > issued:
        yield hit("returned", f"{place}.returned", subject=subject, returned=returned, issued=issued)
    if returned is not None and valid is not None and valid > returned:
        yield hit("valid", f"{place}.valid", subject=subject, valid=valid, returned=returned)
    parts = (result.approve, result.against, result.abstain)
    if valid is not None and None not in parts:
        total = sum(part for part in parts if part is not None)
        if total != valid:
            yield hit("sum", f"{place}.approve", subject=subject, total=total, valid=valid)


def day_of_meetings(case: Case) -> Iterator[Hit]:
    """The day in the minutes is the day of the facts."""
    dates, meetings = case.facts.dates, case.facts.meetings
    if dates is None or meetings is None:
        return
    for day_name, meeting_name, label in (
        ("preparatory_meeting", "preparatory", "筹备会议"),
        ("adoption", "adoption", "文本通过会议"),
        ("founding", "founding", "成立大会"),
    ):
        day, meeting = getattr(dates, day_name), getattr(meetings, meeting_name)
        if day and meeting and meeting.date and day != meeting.date:
            yield hit(location=f"meetings.{meeting_name}.date", meeting=label, held=meeting.date.isoformat(), day=day.isoformat())


RULES = {"LC-GV-13": votes, "AD-DA-01": day_of_meetings}
