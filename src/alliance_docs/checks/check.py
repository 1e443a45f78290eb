"""Checking a case: every rule, then every requirement; findings in their stable order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from alliance_docs.checks.agreement import agreement_hits
from alliance_docs.checks.case import Case
from alliance_docs.checks.code import code_hits
from alliance_docs.checks.compliance import requirement_findings
from alliance_docs.checks.finding import Finding, ordered
from alliance_docs.checks.hit import Hit, finding_of
from alliance_docs.checks.numbers import number_hits
from alliance_docs.checks.phrases import phrase_hits
from alliance_docs.checks.points import point_hits
from alliance_docs.checks.presence import presence_hits, tellers
from alliance_docs.checks.rule import Rule, catalogue
from alliance_docs.checks.said import said_hits
from alliance_docs.facts.view import Undecided


def check(case: Case) -> tuple[Finding, ...]:
    """Check everything that can be told of *case*. Unknown facts make rules silent; nothing here raises for them."""
    rules = catalogue(case.jurisdiction.id)
    found = [*_findings(rules.values(), case), *requirement_findings(case)]
    return sorted_findings(found, case)


def run(case: Case, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """Check *case* by *rules* only (requirements are not rules)."""
    return sorted_findings(_findings(rules, case), case)


def sorted_findings(findings: Iterable[Finding], case: Case) -> tuple[Finding, ...]:
    """Return findings once each, in the order of the package, its clauses, severity and rule."""
    documents = [document.id for document in case.jurisdiction.documents]
    documents += [document for document in case.drafts if document not in documents]
    clauses = {document: [clause.id for clause in draft.clauses] for document, draft in case.drafts.items()}
    return ordered(findings, documents, clauses)


def _findings(rules: Iterable[Rule], case: Case) -> Iterator[Finding]:
    chosen = {rule.id: rule for rule in rules}
    asked = [rule for rule in chosen.values() if applies(rule, case)]
    told_by = tellers(asked, case)
    for rule in asked:
        for found in _hits(rule, case, told_by):
            yield finding_of(rule, found, case)
    for rule_id, found in agreement_hits(chosen, case):
        if rule_id in chosen:
            yield finding_of(chosen[rule_id], found, case)


def applies(rule: Rule, case: Case) -> bool:
    """Tell whether a rule counts for this case: its scope, and its condition (which counts while undecided)."""
    if rule.scope in ("requirement", "elsewhere") or (rule.scope == "dossier" and not case.dossier):
        return False
    if rule.applies is None:
        return True
    try:
        return bool(rule.applies.value(case.scope))
    except Undecided:
        return True


def _hits(rule: Rule, case: Case, told_by: Mapping[tuple[str, str], str]) -> Iterator[Hit]:
    yield from code_hits(rule.id, case)
    yield from phrase_hits(rule, case)
    yield from presence_hits(rule, case, told_by)
    yield from point_hits(rule, case)
    yield from number_hits(rule, case)
    yield from said_hits(rule.id, case)
