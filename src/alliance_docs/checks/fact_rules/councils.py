"""The council's seats and the voting rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.members import who
from alliance_docs.checks.hit import Hit, hit


def seats(case: Case) -> Iterator[Hit]:
    """Seats are as many as stated, held by members, one each (LC-GV-08)."""
    council = case.facts.council
    if council is None or council.seats is None:
        return
    if council.size is not None and council.size != len(council.seats):
        yield hit("size", "council.size", size=council.size, count=len(council.seats))
    held = Counter[str]()
    for index, seat in enumerate(council.seats):
        if seat.member is None:
            continue
        member = case.facts.member(seat.member)
        if case.facts.members is None:
            continue
        if member is None or member not in case.members:
            yield hit("stranger", f"council.seats[{index}].member", name=member.name if member and member.name else seat.member)
        else:
            held[member.id] += 1
            if held[member.id] == 2:
                yield hit("twice", f"council.seats[{index}].member", name=who(member))
    if council.size is not None and council.size % 2 == 0:
        yield hit("even", "council.size", size=council.size)


def chair(case: Case) -> Iterator[Hit]:
    """One chair, or as many as lead units may be, from the council; not the head of the office (LC-GV-09)."""
    council = case.facts.council
    if council is None or council.seats is None or any(seat.post is None for seat in council.seats):
        return
    chairs = [seat for seat in council.seats if seat.post == "理事长"]
    most = max(1, case.jurisdiction.leads)
    if not 1 <= len(chairs) <= most:
        yield hit("none" if not chairs else "many", "council.seats", count=len(chairs))
        return
    head = case.facts.office.head if case.facts.office else None
    person = chairs[0].person
    if head and head.name and person and person.name == head.name:
        yield hit("office", "office.head.name", name=head.name)
    for organ in case.facts.organs or ():
        if organ.role == "council" and organ.head and organ.head.name and person and person.name and organ.head.name != person.name:
            yield hit("head", f"organs[{organ.id}].head.name", head=organ.head.name, chair=person.name)


def bases(case: Case) -> Iterator[Hit]:
    """Every fraction has its base (LC-GV-04)."""
    assembly, council = case.facts.assembly, case.facts.council
    pairs = [
        ("assembly.majority", assembly and assembly.majority, assembly and assembly.majority_base, "成员大会一般事项"),
        ("assembly.special_majority", assembly and assembly.special_majority, assembly and assembly.special_base, "成员大会重大事项"),
        ("council.majority", council and council.majority, council and council.majority_base, "理事会决议"),
    ]
    for path, majority, base, label in pairs:
        if majority is not None and base is None:
            yield hit(location=path, subject=label, majority=majority)


def special_majority(case: Case) -> Iterator[Hit]:
    """Grave matters need more votes than ordinary ones (LC-GV-05)."""
    assembly = case.facts.assembly
    if assembly is None or assembly.majority is None or assembly.special_majority is None:
        return
    lower = assembly.special_majority.fraction < assembly.majority.fraction
    equal = assembly.special_majority == assembly.majority and assembly.special_base == assembly.majority_base
    if lower or equal:
        yield hit(location="assembly.special_majority", special=assembly.special_majority, majority=assembly.majority)


def expulsion(case: Case) -> Iterator[Hit]:
    """Expulsion is heard and decided by more than an ordinary vote (LC-GV-14)."""
    rules = case.facts.expulsion
    if rules is None:
        return
    if rules.hearing_days is not None and rules.hearing_days == 0:
        yield hit("hearing", "expulsion.hearing_days")
    elif rules.hearing_days is not None and rules.hearing_days < 7:
        yield hit("short", "expulsion.hearing_days", days=rules.hearing_days)
    if rules.majority is not None and rules.majority.fraction <= 1 / 2:
        yield hit("majority", "expulsion.majority", majority=rules.majority)


def meeting_rules(case: Case) -> Iterator[Hit]:
    """At least one assembly a year, notice given, proxies limited (LC-GV-20)."""
    assembly = case.facts.assembly
    if assembly is None:
        return
    if assembly.meetings_per_year == 0:
        yield hit("never", "assembly.meetings_per_year")
    if assembly.notice_days == 0:
        yield hit("notice", "assembly.notice_days")
    if assembly.proxy_limit is not None and case.facts.members is not None and assembly.proxy_limit >= max(3, len(case.members) // 3):
        yield hit("proxies", "assembly.proxy_limit", limit=assembly.proxy_limit, count=len(case.members))


RULES = {
    "LC-GV-04": bases,
    "LC-GV-05": special_majority,
    "LC-GV-08": seats,
    "LC-GV-09": chair,
    "LC-GV-14": expulsion,
    "LC-GV-20": meeting_rules,
}
