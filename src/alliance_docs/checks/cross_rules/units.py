"""Units named in several lists: the same members everywhere, each with one name, code, address (LC-FM-01, LC-FM-15, LC-SB-02, LC-FM-23)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Check, Hit, hit
from alliance_docs.checks.legal_words import at
from alliance_docs.checks.party_lists import LEAST, LISTS, Named, lists_of, party_words, units_of
from alliance_docs.checks.stated import Stated, at_place, contradictions, told_of, where
from alliance_docs.facts.credit_code import broken_rule, compact
from alliance_docs.facts.text import normal_name


def same_members(case: Case) -> Iterator[Hit]:
    """Every list of members holds the members of the first: parties, rosters, signature blocks."""
    first: tuple[str, list[Named]] | None = None
    for units in units_of(case).values():
        for source, what in LISTS.items():
            for listed in lists_of(units, source):
                if len({unit.key for unit in listed}) < LEAST:
                    continue
                if first is None:
                    first = what, listed
                else:
                    yield from _compare(case, first, (what, listed))


def _compare(case: Case, first: tuple[str, list[Named]], other: tuple[str, list[Named]]) -> Iterator[Hit]:
    there, here = ({unit.key: unit for unit in listed} for _, listed in (first, other))
    start = other[1][0].passage
    lacking, surplus = ([one for key, one in some.items() if key not in others] for some, others in ((there, here), (here, there)))
    known = {"other": first[0], "where": where(case, first[1][0].passage, short=first[1][0].passage.document == start.document)}
    for key, units, also in (("text-lacking", lacking, lacking), ("text-surplus", surplus, first[1])):
        if units:
            place = surplus[0].passage if key == "text-surplus" else start
            names = "、".join(unit.name for unit in units)
            spot = units[0].name if key == "text-surplus" else ""
            more = ((*at_place(also[0].passage), also[0].name),)
            yield hit(key, **at(place), spot=spot, also=more, what=other[0], names=names, **known)


def codes(case: Case) -> Iterator[Hit]:
    """A unit has one code; a code in a text that the facts do not hold is a valid one."""
    known = {compact(member.credit_code) for member in case.members if member.credit_code}
    told: list[Stated] = []
    for units in units_of(case).values():
        for unit in units:
            code = compact(unit.told.get("code", ""))
            why = broken_rule(code) if len(code) > 1 and code not in known else None
            if why:
                yield hit("text", **at(unit.passage), spot=unit.told["code"], name=unit.name, code=unit.told["code"], why=why)
            if len(code) > 1:
                told.append(Stated(unit.key, f"“{unit.name}”的统一社会信用代码", code, unit.told["code"], unit.passage))
    yield from _contradicting(case, told)


def names(case: Case) -> Iterator[Hit]:
    """One code belongs to one name."""
    told = [
        Stated(compact(unit.told["code"]), f"统一社会信用代码 {unit.told['code']} 的单位名称", unit.key, unit.name, unit.passage)
        for units in units_of(case).values() for unit in units if len(unit.told.get("code", "")) > 1
    ]  # fmt: skip
    yield from _contradicting(case, told)


def particulars(case: Case) -> Iterator[Hit]:
    """A unit has one seat, one address for service, one legal representative."""
    labels = party_words()["field_labels"]
    told: list[Stated] = []
    for units in units_of(case).values():
        for unit in units:
            for name in ("address", "notice", "representative"):
                if value := unit.told.get(name):
                    told.append(Stated((unit.key, name), f"“{unit.name}”的{labels[name]}", normal_name(value), value, unit.passage))
    yield from _contradicting(case, told)


def _contradicting(case: Case, told: Sequence[Stated]) -> Iterator[Hit]:
    for earlier, later in contradictions(told):
        yield told_of(case, earlier, later)


RULES: Mapping[str, Check] = {"LC-FM-01": same_members, "LC-SB-02": codes, "LC-FM-15": names, "LC-FM-23": particulars}
