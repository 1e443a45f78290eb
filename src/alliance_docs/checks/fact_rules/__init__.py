"""Rules over the facts: small pure functions, one module a group. Unknown facts make them silent."""

from __future__ import annotations

from collections.abc import Mapping

from alliance_docs.checks.fact_rules import (
    attachments,
    bearer,
    changes,
    conditions,
    consistency,
    councils,
    disputes,
    goals,
    meetings,
    members,
    money,
    naming,
    organs,
    re_election,
    resolutions,
    signing,
    yearly,
)  # fmt: skip
from alliance_docs.checks.hit import Check

FACT_RULES: Mapping[str, Check] = {
    **naming.RULES,
    **members.RULES,
    **bearer.RULES,
    **organs.RULES,
    **councils.RULES,
    **goals.RULES,
    **money.RULES,
    **disputes.RULES,
    **signing.RULES,
    **meetings.RULES,
    **consistency.RULES,
    **attachments.RULES,
    **conditions.RULES,
    **changes.RULES,
    **yearly.RULES,
    **re_election.RULES,
    **resolutions.RULES,
}
