"""Checking a document of which nobody said under whose policy it stands: the general legal rules alone."""

from __future__ import annotations

from dataclasses import replace

from alliance_docs.checks.basis import POLICY
from alliance_docs.checks.case import Case
from alliance_docs.checks.check import run
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.rule import Rule, catalogue
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction, Policy

GENERAL = Jurisdiction(
    id="",
    code="",
    title="一般法律规则",
    province="",
    authority="",
    policy=Policy(title="", titled=False, issuer="", validity_note=""),
    binding="both",
    vocabulary={},
    documents=(),
    filings=(),
)
"""No jurisdiction: general words, no policy, no documents expected, no requirements."""


def general_rules() -> tuple[Rule, ...]:
    """Return the common rules that rest on law or custom; those that rest on a policy alone are left out."""
    found = []
    for rule in catalogue().values():
        basis = tuple(one for one in rule.basis if one.law.id != POLICY)
        if basis:
            found.append(replace(rule, basis=basis))
    return tuple(found)


def check_general(case: Case) -> tuple[Finding, ...]:
    """Check a case without a jurisdiction."""
    return run(case, general_rules())
