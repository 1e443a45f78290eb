"""Posts that change hands: what is set when the lead, the chair, the bearer or the office goes to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.facts.changing import Setting, member_of
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.facts.tree import as_tree


def _lead(facts: Facts, words: tuple[str, ...]) -> list[Setting]:
    member = member_of(facts, words[0])
    old = facts.lead
    if old is not None and old.id == member.id:
        raise UserError(f"{member.name or member.id}已经是牵头单位", remedy="核对单位")
    before = [(f"members[{old.id}].role", "成员单位")] if old else []
    return [*before, (f"members[{member.id}].role", "牵头单位")]


def _chair(facts: Facts, words: tuple[str, ...]) -> list[Setting]:
    """The unit takes the chair; the unit before it takes over the post it held, or none."""
    member = member_of(facts, words[0])
    seats: list[dict[str, Any]] = [as_tree(seat) for seat in (facts.council.seats if facts.council else None) or ()]
    chair = next((seat for seat in seats if seat.get("post") == "理事长"), None)
    own = next((seat for seat in seats if _holds(facts, seat, member)), None)
    if own is not None and own is chair:
        raise UserError(f"{member.name or member.id}已经是理事长单位", remedy="核对单位")
    if own is not None:
        if chair is not None:
            chair["post"] = own.get("post")
        own["post"] = "理事长"
        seats.sort(key=lambda seat: seat is not own)
    else:
        person = {"person": as_tree(member.representative)} if member.representative else {}
        seat = {"member": member.id, "post": "理事长", **person}
        seats = [seat if one is chair else one for one in seats] if chair is not None else [seat, *seats]
    return [("council.seats", seats)]


def _holds(facts: Facts, seat: Mapping[str, Any], member: Member) -> bool:
    found = facts.member(seat.get("member"))
    return found is not None and found.id == member.id


def _person(words: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(("name", "title", "phone", "email"), words, strict=False))


def _secretary_general(_facts: Facts, words: tuple[str, ...]) -> list[Setting]:
    return [("office.head", _person(words))]


def _bearer(facts: Facts, words: tuple[str, ...]) -> list[Setting]:
    member = member_of(facts, words[0])
    outside = [f"bearer.{name}" for name in ("name", "credit_code", "address", "representative", "confirmation_date", "decision_date")]
    cleared: list[Setting] = [(path, None) for path in outside] if facts.bearer else []
    return [*cleared, ("bearer.kind", "成员单位"), ("bearer.member", member.id)]


def _secretariat(facts: Facts, words: tuple[str, ...]) -> list[Setting]:
    member = member_of(facts, words[0])
    return [("office.host", member.id), *(_address(facts, words[1:]) if len(words) > 1 else [])]


def _address(_facts: Facts, words: tuple[str, ...]) -> list[Setting]:
    return [("office.address", words[0]), ("alliance.office_address", words[0])]


def _legal_representative(facts: Facts, words: tuple[str, ...]) -> list[Setting]:
    """A new legal representative; who signs in person follows."""
    member = member_of(facts, words[0])
    here, old = f"members[{member.id}]", member.legal_representative
    person = {"title": old.title} if old and old.title else {}
    person |= _person(words[1:])
    settings: list[Setting] = [(f"{here}.legal_representative", person)]
    signer = member.signer
    if signer and old and signer.name and signer.name == old.name and signer.form != "授权代理人":
        settings += [(f"{here}.signer.name", person["name"]), *([(f"{here}.signer.title", person["title"])] if "title" in person else [])]
    return settings


POSTS: Mapping[str, tuple[str, int, Callable[[Facts, tuple[str, ...]], list[Setting]]]] = {
    "lead": ("单位", 1, _lead),
    "chair": ("单位", 1, _chair),
    "secretary-general": ("姓名 [职务 [电话 [邮箱]]]", 1, _secretary_general),
    "bearer": ("单位", 1, _bearer),
    "secretariat": ("单位 [地址]", 1, _secretariat),
    "address": ("地址", 1, _address),
    "legal-representative": ("单位 姓名 [职务 [电话 [邮箱]]]", 2, _legal_representative),
}
"""Type of change → the words it takes, how many at least, and what they set. The unit comes first where there is one."""
