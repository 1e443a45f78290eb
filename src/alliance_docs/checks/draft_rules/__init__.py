"""Rules over drafts: blanks, references, parties, amounts, and agreement with the facts and with one another."""

from __future__ import annotations

from collections.abc import Mapping

from alliance_docs.checks.draft_rules import amounts, annexes, blanks, disputes, leftovers, parties, references
from alliance_docs.checks.hit import Check

DRAFT_RULES: Mapping[str, Check] = {
    **blanks.RULES,
    **leftovers.RULES,
    **references.RULES,
    **annexes.RULES,
    **parties.RULES,
    **amounts.RULES,
    **disputes.RULES,
}
