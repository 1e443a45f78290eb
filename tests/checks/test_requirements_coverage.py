"""All 294 requirements of the five policies are answered, by clauses that stand, and the table tells when one is gone."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check
from alliance_docs.checks.requirement import Answer, requirements
from alliance_docs.checks.requirements import evaluate
from alliance_docs.dossier.drafts import Drafted, draft_all, plan_package
from alliance_docs.dossier.package import case_of, complete
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.facts.assign import assign
from alliance_docs.jurisdictions.jurisdiction import kind_of
from alliance_docs.resources import data_folder

JURISDICTIONS = ("g60", "gansu", "guangdong-2012", "guangdong-2016", "guangxi")
INDEX = Path(__file__).resolve().parents[1] / "data" / "requirements-index.csv"
TODAY = dt.date(2026, 11, 22)
RESERVED = {"compliance-table"}


@cache
def drafted(jurisdiction: str, agreement: bool | None = None) -> Drafted:
    facts = read_answers(data_folder("examples") / f"{jurisdiction}.yaml")
    facts = facts if agreement is None else assign(facts, "formation.agreement", agreement)
    return draft_all(plan_package(facts))


@cache
def case(jurisdiction: str) -> Case:
    """The founding package of the shipped example, the other filings' documents beside it."""
    made = drafted(jurisdiction)
    founding = complete(made, made.plan.jurisdiction.filings[0], (), TODAY)
    return case_of(made.plan, {**made.drafts, **founding}, (), TODAY)


def leaves(answer: Answer, *, needed: bool = True) -> Iterator[tuple[Answer, bool]]:
    """Yield every leaf of an answer, and whether the answer needs it (no ``any`` above it)."""
    if not answer.parts:
        yield answer, needed
    for part in answer.parts:
        yield from leaves(part, needed=needed and (answer.kind == "all" or len(answer.parts) == 1))


def named(jurisdiction: str) -> list[tuple[str, str]]:
    found = {
        clause
        for requirement in requirements(jurisdiction).values()
        for leaf, _ in leaves(requirement.answer)
        for clause in leaf.clauses
    }
    return sorted(found)


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_every_requirement_of_the_policy_has_its_row(jurisdiction: str) -> None:
    with INDEX.open(encoding="utf-8", newline="") as file:
        listed = {row["id"]: row for row in csv.DictReader(file) if row["jurisdiction"] == jurisdiction}
    found = requirements(jurisdiction)
    assert set(found) == set(listed)
    assert {name: one.level for name, one in found.items()} == {name: row["level"] for name, row in listed.items()}
    assert all(one.gist and one.section for one in found.values())


def test_the_five_policies_have_294_requirements() -> None:
    assert sum(len(requirements(jurisdiction)) for jurisdiction in JURISDICTIONS) == 294


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_every_clause_that_answers_a_requirement_stands_in_the_package(jurisdiction: str) -> None:
    """An agreement is optional in some: a clause stands where it is signed, or where the charter binds alone."""
    settled = "formation.agreement" in drafted(jurisdiction).plan.whole.given
    packages = [case(jurisdiction).drafts] + [drafted(jurisdiction, choice).drafts for choice in (True, False) if not settled]
    missing = [
        f"{document}#{clause}"
        for document, clause in named(jurisdiction)
        if not any(draft.clause(clause) for drafts in packages for name, draft in drafts.items() if kind_of(name) == document)
    ]
    assert not missing


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_every_clause_named_as_an_answer_holds_its_topic(jurisdiction: str) -> None:
    """What the data says answers a requirement does answer it, also where another clause would do."""
    whole = case(jurisdiction)
    silent = []
    for name, requirement in requirements(jurisdiction).items():
        for leaf, _ in leaves(requirement.answer):
            standing = _standing(leaf, whole)
            silent += [f"{name}: {document}#{clause} ({leaf.topic})" for document, clause in leaf.clauses
                       if (document, clause) not in standing and _drafted(whole, document, clause)]  # fmt: skip
    assert not silent


def _drafted(whole: Case, document: str, clause: str) -> bool:
    return any(draft.clause(clause) for _, draft in whole.files_of(document))


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_no_requirement_fails_in_the_example(jurisdiction: str) -> None:
    outcomes = {name: evaluate(one, case(jurisdiction)) for name, one in requirements(jurisdiction).items()}
    assert {name: one.note for name, one in outcomes.items() if one.status in ("not met", "unknown")} == {}


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_the_example_has_no_error(jurisdiction: str) -> None:
    assert [one for one in check(case(jurisdiction)) if one.severity == "error"] == []


def without(draft: Draft, clause: str) -> Draft:
    return Draft(draft.id, draft.title, tuple(part for part in draft.body if getattr(part, "id", "") != clause), draft.jurisdiction)


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_removing_a_clause_fails_exactly_the_requirements_it_answers(jurisdiction: str) -> None:
    """Only requirements that name the clause may fail; those that it alone answers must."""
    whole = case(jurisdiction)
    wrong = []
    for document, clause in named(jurisdiction):
        drafts = {
            name: without(draft, clause) if kind_of(name) == document else draft for name, draft in whole.drafts.items()
        }
        if drafts == dict(whole.drafts):
            continue
        gone = Case(whole.jurisdiction, whole.facts, drafts, whole.attachments, whole.assumptions, TODAY)
        for name, requirement in requirements(jurisdiction).items():
            answers = [(leaf, needed) for leaf, needed in leaves(requirement.answer) if (document, clause) in leaf.clauses]
            if not answers:
                if any(leaf.clauses for leaf, _ in leaves(requirement.answer)) and evaluate(requirement, gone).status == "not met":
                    wrong.append(f"{document}#{clause} gone: {name} fails though it does not name it")
                continue
            alone = any(needed and _standing(leaf, whole) == [(document, clause)] for leaf, needed in answers)
            if alone and evaluate(requirement, gone).status != "not met":
                wrong.append(f"{document}#{clause} gone: {name} does not fail")
    assert not wrong


def _standing(leaf: Answer, whole: Case) -> list[tuple[str, str]]:
    """The clauses of a leaf that hold its topic in the whole package."""
    found = []
    for document, clause_id in leaf.clauses:
        for name, draft in whole.drafts.items():
            clause: Clause | None = draft.clause(clause_id) if kind_of(name) == document else None
            if clause is not None and whole.topics.holds(name, clause, leaf.topic):
                found.append((document, clause_id))
                break
    return found
