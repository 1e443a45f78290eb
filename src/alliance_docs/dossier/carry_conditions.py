"""Conditions under which facts carry over into another jurisdiction, by the names ``carry-over.yaml`` gives them."""

from __future__ import annotations

import re
from collections.abc import Callable

from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction


def _name_fits(facts: Facts, old: Jurisdiction, new: Jurisdiction) -> bool:
    name = facts.alliance.name if facts.alliance else None
    if name is None:
        return True
    if new.name_rule is not None and not re.search(new.name_rule.pattern, name):
        return False
    return old.province == new.province or not name.startswith(old.province[:2])


def _category_listed(facts: Facts, old: Jurisdiction, new: Jurisdiction) -> bool:
    return facts.alliance is not None and facts.alliance.field_category in new.field_categories


def _same_province(facts: Facts, old: Jurisdiction, new: Jurisdiction) -> bool:
    return old.province == new.province


def _same_binding(facts: Facts, old: Jurisdiction, new: Jurisdiction) -> bool:
    return old.binding == new.binding


CONDITIONS: dict[str, Callable[[Facts, Jurisdiction, Jurisdiction], bool]] = {
    "name_fits": _name_fits,
    "category_listed": _category_listed,
    "same_province": _same_province,
    "same_binding": _same_binding,
}
