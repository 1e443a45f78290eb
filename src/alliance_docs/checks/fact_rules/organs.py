"""Organs: decision, advice, execution; heads, full-time staff, experts, supervision."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts.derived import counts
from alliance_docs.facts.text import normal_name


def three_kinds(case: Case) -> Iterator[Hit]:
    """Organs for decision, advice and execution."""
    kinds = {organ.function for organ in case.organs}
    if None in kinds:
        return
    lacking = [kind for kind in ("决策", "咨询", "执行") if kind not in kinds]
    if lacking:
        yield hit(location="organs", kinds="、".join(lacking))


def heads(case: Case) -> Iterator[Hit]:
    """Every organ of the facts has a named head."""
    if case.facts.organs is None:
        return
    lacking = [organ.name or organ.id for organ in case.facts.organs if organ.head is None or organ.head.name is None]
    if lacking:
        yield hit(location="organs", names="、".join(lacking))


def full_time_staff(case: Case) -> Iterator[Hit]:
    """The office has full-time staff, named."""
    counted = counts(case.facts)
    office = case.facts.office
    if counted.full_time == 0 and office and office.staff is not None and all(person.full_time is not None for person in office.staff):
        yield hit(location="office.staff", count=counted.staff or 0)


def office_exists(case: Case) -> Iterator[Hit]:
    """There is an organ that is the permanent office."""
    if all(organ.role for organ in case.organs) and not any(organ.role == "office" for organ in case.organs):
        yield hit(location="organs", office=case.jurisdiction.vocabulary.get("office", "联盟办公室"))


def expert_committee(case: Case) -> Iterator[Hit]:
    """The expert committee exists, its list is as long as its size, one head."""
    word = case.jurisdiction.vocabulary.get("experts", "专家委员会")
    if all(organ.role for organ in case.organs) and not any(organ.role == "experts" for organ in case.organs):
        yield hit("none", "organs", experts=word)
        return
    experts = case.facts.experts
    if experts is None or experts.members is None:
        return
    if not experts.members:
        yield hit("empty", "experts.members", experts=word)
    elif experts.size is not None and experts.size != len(experts.members):
        yield hit("size", "experts.size", experts=word, size=experts.size, count=len(experts.members))
    elif all(expert.post for expert in experts.members) and sum(expert.post == "主任" for expert in experts.members) != 1:
        yield hit("head", "experts.members", experts=word, count=sum(expert.post == "主任" for expert in experts.members))


def named_in_charter(case: Case) -> Iterator[Hit]:
    """Every organ of the chart stands in the charter's text (LC-GV-01)."""
    charter = case.drafts.get("charter")
    if charter is None or case.facts.organs is None:
        return
    text = "\n".join(passage.text for passage in case.passages if passage.document == "charter" and passage.clause.kind == "article")
    for organ in case.facts.organs:
        if organ.name and organ.role not in ("group", "other", "bearer") and organ.name not in text:
            yield hit(location=f"organs[{organ.id}].name", document="charter", name=organ.name)


def supervisors(case: Case) -> Iterator[Hit]:
    """Nobody who keeps the money watches it."""
    facts = case.facts
    if facts.supervision is None or facts.supervision.persons is None:
        return
    office = facts.office
    keepers = [person.name for person in (office.staff or ())] if office else []
    keepers += [office.head.name] if office and office.head else []
    names = {normal_name(name) for name in keepers if name}
    both = [person.name for person in facts.supervision.persons if person.name and normal_name(person.name) in names]
    if both:
        yield hit("both", "supervision.persons", names="、".join(both))
    if not facts.supervision.persons:
        yield hit("none", "supervision.persons")


RULES = {
    "AD-OR-01": three_kinds,
    "AD-OR-02": heads,
    "AD-OR-03": full_time_staff,
    "AD-OR-04": office_exists,
    "AD-OR-05": expert_committee,
    "AD-OR-06": supervisors,
    "LC-GV-01": named_in_charter,
}
