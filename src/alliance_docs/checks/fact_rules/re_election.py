"""The council's re-election being prepared: candidates and days fit together (AD-YR-12)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.members import who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts.period import ReElection

FIRST_RE_ELECTION = 2


def re_election(case: Case) -> Iterator[Hit]:
    """Test candidates against members, seats and each other, and the order of the days."""
    told = case.facts.re_election
    if told is None:
        return
    if told.term is not None and told.term < FIRST_RE_ELECTION:
        yield hit("term", "re_election.term", term=told.term)
    yield from _candidates(case, told)
    yield from _days(told)
    yield from _posts(case, told)


def _candidates(case: Case, told: ReElection) -> Iterator[Hit]:
    seats = told.seats or ()
    active = {member.id for member in case.members}
    seen: set[str] = set()
    for index, seat in enumerate(seats):
        member = case.facts.member(seat.member)
        if member is None:
            continue
        place = f"re_election.seats[{index}].member"
        if member.id not in active:
            yield hit("gone", place, name=who(member))
        if member.id in seen:
            yield hit("double", place, name=who(member))
        seen.add(member.id)
    size = case.facts.council.size if case.facts.council else None
    if seats and size is not None and len(seats) < size:
        yield hit("seats", "re_election.seats", count=len(seats), size=size)
    posts = [seat.post for seat in seats]
    if posts and None not in posts and posts.count("理事长") != 1:
        yield hit("chair", "re_election.seats", count=posts.count("理事长"))


def _days(told: ReElection) -> Iterator[Hit]:
    meeting = told.meeting.date if told.meeting else None
    steps = (("提名截止日期", told.nominations_by), ("公示开始日期", told.publicity_from), ("会议日期", meeting))
    known = [(label, day) for label, day in steps if day is not None]
    for (first, day), (second, other) in pairwise(known):
        if day > other:
            yield hit("order", "re_election", first=first, day=day.isoformat(), second=second, other=other.isoformat())


def _posts(case: Case, told: ReElection) -> Iterator[Hit]:
    """The charter keeps the chair, the office head and those who watch the money apart."""
    chair = next((seat.person.name for seat in told.seats or () if seat.post == "理事长" and seat.person), None)
    head = told.head.name if told.head else None
    watching = {person.name for person in told.supervision or () if person.name}
    say = case.speech.say
    if chair and chair == head:
        yield hit("holds", "re_election.head", name=chair, first=say("理事长"), second=say("联盟办公室主任"))
    for name, label in ((chair, "理事长"), (head, "联盟办公室主任")):
        if name and name in watching:
            yield hit("holds", "re_election.supervision", name=name, first=say(label), second="经费监督人员")


RULES = {"AD-YR-12": re_election}
