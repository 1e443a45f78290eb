"""The alliance's own name and its registration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.wording import wording


def name_pattern(case: Case) -> Iterator[Hit]:
    """The name follows the jurisdiction's pattern."""
    name = case.facts.alliance.name if case.facts.alliance else None
    expected = case.jurisdiction.name_rule
    if name and expected and not re.fullmatch(expected.pattern.removeprefix("^").removesuffix("$"), name):
        yield hit(
            "error" if expected.severity == "error" else "default",
            "alliance.name",
            name=name,
            example=expected.example,
            basis=expected.basis,
        )


def broad_claims(case: Case) -> Iterator[Hit]:
    """An alliance not yet approved does not call itself national (LC-FM-21)."""
    alliance = case.facts.alliance
    if alliance is None:
        return
    for path, name in (("alliance.name", alliance.name), ("alliance.short_name", alliance.short_name)):
        word = next((word for word in wording().broad_names if name and name.startswith(word)), None)
        if word:
            yield hit(location=path, name=name, word=word)


def registration(case: Case) -> Iterator[Hit]:
    """A registered alliance says where and under which code."""
    alliance = case.facts.alliance
    if alliance is None or alliance.registered is None:
        return
    details = alliance.registration
    if alliance.registered:
        labels = {"authority": "登记管理机关", "credit_code": "联盟统一社会信用代码", "date": "登记日期"}
        lacking = [label for name, label in labels.items() if details is None or getattr(details, name) is None]
        if lacking:
            yield hit("lacking", "alliance.registration", lacking="、".join(lacking))
        if details and details.credit_code and not details.credit_code.startswith("51"):
            yield hit("prefix", "alliance.registration.credit_code", code=details.credit_code)
    elif details is not None:
        yield hit("contradiction", "alliance.registered")


def registered_size(case: Case) -> Iterator[Hit]:
    """A social organisation has thirty unit members (LC-SB-07)."""
    alliance = case.facts.alliance
    if alliance and alliance.registered and case.facts.members is not None and len(case.members) < 30:
        yield hit(location="alliance.registered", count=len(case.members))


RULES = {"AD-NM-01": name_pattern, "LC-FM-21": broad_claims, "AD-NM-02": registration, "LC-SB-07": registered_size}
