"""Members: names, codes, legal personality, the lead, tasks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import words
from alliance_docs.checks.wording import wording
from alliance_docs.facts.credit_code import broken_rule, prefix_mismatch
from alliance_docs.facts.derived import counts
from alliance_docs.facts.lookup import walk
from alliance_docs.facts.members import Member
from alliance_docs.facts.past import names_rightly
from alliance_docs.facts.text import normal_name


def who(member: Member) -> str:
    """Return how a member is called in a message."""
    return member.name or f"编号 {member.id} 的成员单位"


def at(member: Member, field: str) -> str:
    """Return the path of a member's field."""
    return f"members[{member.id}].{field}"


def full_names(case: Case) -> Iterator[Hit]:
    """A member is named in full, as on its certificate (LC-SB-01)."""
    endings = wording().unit_endings
    for member in case.members:
        if member.name and not member.foreign_registration and not member.name.endswith(endings):
            yield hit(location=at(member, "name"), name=member.name)


def credit_codes(case: Case) -> Iterator[Hit]:
    """Codes are valid, used once, and begin as codes of that kind of unit do (LC-SB-02)."""
    for problem in case.problems:
        if problem.path.endswith("credit_code"):
            yield hit("twice" if problem.other else "broken", problem.path, text=problem.message)
    for member in case.members:
        if member.credit_code and member.type and not broken_rule(member.credit_code):
            hint = prefix_mismatch(member.credit_code, member.type)
            if hint:
                yield hit("prefix", at(member, "credit_code"), name=who(member), hint=hint)


def internal_units(case: Case) -> Iterator[Hit]:
    """Faculties, laboratories, branches are not legal persons (LC-SB-03); the certificate decides, so ask."""
    never = re.compile("|".join(wording().never_legal_persons))
    inside = re.compile("|".join(wording().internal_units))
    for member in case.members:
        if not member.name or member.legal_person is False:
            continue
        if never.search(member.name):
            required = case.jurisdiction.id not in words("no_legal_person_under")
            yield hit("never" if required else "unlikely", at(member, "name"), name=member.name)
        elif inside.search(member.name) and not (member.legal_person and member.credit_code and not broken_rule(member.credit_code)):
            yield hit("ask", at(member, "name"), name=member.name)


def same_unit_twice(case: Case) -> Iterator[Hit]:
    """One unit under two names, or entered twice (LC-SB-13)."""
    for problem in case.problems:
        if problem.path.endswith("].name") and problem.other:
            yield hit("twice", problem.path, text=problem.message)
    by_start: dict[str, list[Member]] = defaultdict(list)
    for member in case.members:
        if member.name:
            by_start[member.name[:1]].append(member)
    for short in case.members:
        if not short.name or short.name.endswith("公司") or len(short.name) > 10:
            continue
        for long in by_start[short.name[:1]]:
            if long.name and len(long.name) > len(short.name) and _abbreviates(short.name, long.name):
                yield hit("short", at(short, "name"), short=short.name, long=long.name)
    yield from _under_one_control(case)


def _under_one_control(case: Case) -> Iterator[Hit]:
    """Parent and subsidiary vote twice for one will (GX 附件)."""
    told: set[frozenset[str]] = set()
    for member in case.members:
        for other in (case.facts.member(ref) for ref in member.related or ()):
            pair = frozenset((member.id, other.id if other else ""))
            if other is not None and other in case.members and len(pair) == 2 and pair not in told:
                told.add(pair)
                yield hit("related", at(member, "related"), names=f"{who(member)}、{who(other)}")


def _abbreviates(short: str, long: str) -> bool:
    letters = iter(normal_name(long))
    return all(letter in letters for letter in normal_name(short))


def representatives(case: Case) -> Iterator[Hit]:
    """One legal representative for two members; the contact person entered as the legal representative (LC-SB-14)."""
    by_name: dict[str, list[Member]] = defaultdict(list)
    repeated: list[Member] = []
    for member in case.members:
        if member.legal_representative and member.legal_representative.name:
            by_name[normal_name(member.legal_representative.name)].append(member)
            contact = member.contact.name if member.contact else None
            if contact and normal_name(contact) == normal_name(member.legal_representative.name):
                repeated.append(member)
    for same in by_name.values():
        if len(same) > 1:
            first = same[0].legal_representative
            yield hit(
                "shared",
                at(same[1], "legal_representative.name"),
                person=first.name if first else "",
                names="、".join(who(member) for member in same),
            )
    if repeated:
        yield hit("contact", at(repeated[0], "contact.name"), names="、".join(who(member) for member in repeated))


def number_and_kinds(case: Case) -> Iterator[Hit]:
    """Several legal persons, an enterprise, a university or an institute (AMB-07)."""
    if case.facts.members is None:
        return
    counted = counts(case.facts)
    if counted.members is not None and counted.members < 3:
        yield hit("few", "members", count=counted.members)
    kinds = (counted.enterprises, counted.universities, counted.institutes)
    if counted.enterprises == 0:
        yield hit("no-enterprise", "members")
    if None not in kinds and counted.universities == 0 and counted.institutes == 0:
        yield hit("no-research", "members")


def enterprises_lead(case: Case) -> Iterator[Hit]:
    """Enterprises are the main body."""
    counted = counts(case.facts)
    parts = (counted.enterprises, counted.universities, counted.institutes, counted.others)
    if counted.members and None not in parts:
        most = max(part for part in parts if part is not None)
        if counted.enterprises is not None and counted.enterprises < most:
            yield hit(location="members", enterprises=counted.enterprises, count=counted.members)


def legal_persons(case: Case) -> Iterator[Hit]:
    """Every member is a legal person."""
    for member in case.members:
        if member.legal_person is False:
            yield hit(location=at(member, "legal_person"), name=who(member))


def one_lead(case: Case) -> Iterator[Hit]:
    """One lead unit, or as many as the policy allows (``Jurisdiction.leads``)."""
    if case.facts.members is None:
        return
    leads, most = case.facts.leads, case.jurisdiction.leads
    if not leads and all(member.role for member in case.members):
        yield hit("none", "members")
    if len(leads) > most:
        yield hit("many", at(leads[most], "role"), names="、".join(who(member) for member in leads), most=most)


def everyone_has_a_task(case: Case) -> Iterator[Hit]:
    """Every member leads or joins a task."""
    facts = case.facts
    if facts.tasks is None or facts.members is None or any(task.members is None for task in facts.tasks):
        return
    busy = {found.id for task in facts.tasks for ref in (task.lead, *(task.members or ())) if (found := facts.member(ref))}
    idle = [member for member in case.members if member.id not in busy]
    if idle:
        yield hit(location="tasks", names="、".join(who(member) for member in idle), count=len(idle))


def internal_approval(case: Case) -> Iterator[Hit]:
    """Who has signed had its own approval first (LC-SB-11)."""
    for member in case.members:
        if member.stage in ("已签署", "成员") and member.approval and member.approval.done is False:
            yield hit(location=at(member, "approval.done"), name=who(member), kind=member.approval.kind or "内部决策程序")


def left_behind(case: Case) -> Iterator[Hit]:
    """A unit that has withdrawn holds no seat, task or office any more (practice notes: what a withdrawal leaves)."""
    for path, field, value in walk(case.facts):
        if field.kind == "member" and isinstance(value, str):
            member = case.facts.member(value)
            if member is None or member in case.members or path.startswith(f"members[{member.id}]"):
                continue
            if not names_rightly(case.facts, path, member):
                key = "ip" if path.startswith("ip.background") else "default"  # what it licensed may stay licensed
                yield hit(key, path, name=who(member), label=case.speech.say(field.label), path=path)


RULES = {
    "LC-SB-01": full_names,
    "LC-SB-02": credit_codes,
    "LC-SB-03": internal_units,
    "LC-SB-11": internal_approval,
    "LC-SB-13": same_unit_twice,
    "LC-SB-14": representatives,
    "AD-ME-01": number_and_kinds,
    "AD-ME-02": enterprises_lead,
    "AD-ME-03": legal_persons,
    "AD-ME-04": one_lead,
    "AD-ME-05": everyone_has_a_task,
    "AD-ME-06": left_behind,
}
