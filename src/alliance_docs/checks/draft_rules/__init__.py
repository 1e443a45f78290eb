"""Rules over drafts: blanks, references, parties, amounts, and agreement with the facts and with one another."""

from __future__ import annotations

from collections.abc import Mapping

from alliance_docs.checks.draft_rules import (
    amounts,
    annexes,
    arbitration,
    blanks,
    burdens,
    charter_and_agreement,
    courts,
    defined_terms,
    disputes,
    elections,
    experts,
    figures,
    law_words,
    leftovers,
    one_word,
    originals,
    parties,
    periods,
    powers,
    punctuation,
    references,
    signature_page,
    terms,
)  # fmt: skip
from alliance_docs.checks.hit import Check

DRAFT_RULES: Mapping[str, Check] = {
    **blanks.RULES,
    **leftovers.RULES,
    **references.RULES,
    **annexes.RULES,
    **parties.RULES,
    **amounts.RULES,
    **disputes.RULES,
    **arbitration.RULES,
    **courts.RULES,
    **burdens.RULES,
    **powers.RULES,
    **terms.RULES,
    **elections.RULES,
    **charter_and_agreement.RULES,
    **experts.RULES,
    **figures.RULES,
    **one_word.RULES,
    **originals.RULES,
    **defined_terms.RULES,
    **signature_page.RULES,
    **periods.RULES,
    **law_words.RULES,
    **punctuation.RULES,
}
