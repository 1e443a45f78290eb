"""Rules that lay documents side by side, and a document beside itself: what is said in two places is the same."""

from __future__ import annotations

from collections.abc import Mapping

from alliance_docs.checks.cross_rules import alliance_name, elsewhere, thresholds, units
from alliance_docs.checks.hit import Check

_TABLES: tuple[Mapping[str, Check], ...] = (alliance_name.RULES, elsewhere.RULES, thresholds.RULES, units.RULES)

CROSS_RULES: Mapping[str, tuple[Check, ...]] = {
    rule: tuple(table[rule] for table in _TABLES if rule in table) for rule in dict.fromkeys(rule for table in _TABLES for rule in table)
}
