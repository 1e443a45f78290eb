"""Which code belongs to which rule: the fact rules, the draft rules and the rules that lay documents side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alliance_docs.checks.case import Case
from alliance_docs.checks.cross_rules import CROSS_RULES
from alliance_docs.checks.draft_rules import DRAFT_RULES
from alliance_docs.checks.fact_rules import FACT_RULES
from alliance_docs.checks.hit import Check, Hit

CODE: Mapping[str, tuple[Check, ...]] = {
    rule: (*(table[rule] for table in (FACT_RULES, DRAFT_RULES) if rule in table), *CROSS_RULES.get(rule, ()))
    for rule in {**FACT_RULES, **DRAFT_RULES, **CROSS_RULES}
}


def code_hits(rule_id: str, case: Case) -> Iterator[Hit]:
    """Yield what the code of a rule finds; nothing where the rule is data only."""
    for code in CODE.get(rule_id, ()):
        yield from code(case)
