"""Every rule has a table in tests/cases: what must be found, and what must not."""

from __future__ import annotations

import datetime as dt
import importlib.util
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alliance_docs.checks.case import Attachment, Case
from alliance_docs.checks.check import run
from alliance_docs.checks.code import code_hits
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.hit import finding_of
from alliance_docs.checks.rule import catalogue
from alliance_docs.drafting.draft import Clause, Fact, Item, Paragraph, Signature, Table, Text
from alliance_docs.facts.assign import assign
from alliance_docs.facts.change import Change
from alliance_docs.facts.facts import Facts
from alliance_docs.interview.assuming import Assumption
from alliance_docs.jurisdictions.loading import load_jurisdiction

_spec = importlib.util.spec_from_file_location("checks_conftest", Path(__file__).with_name("conftest.py"))
assert _spec
assert _spec.loader
shared = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(shared)

CASES = Path(__file__).resolve().parents[1] / "cases"
RULES = catalogue("gansu")


def tables() -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        if path.stem in RULES:
            table = shared.read_yaml(path)
            found += [(path.stem, verdict, case) for verdict in ("fail", "pass") for case in table[verdict]]
    return found


def build(table: dict[str, Any]) -> Case:
    """Facts from the complete example (or none), documents from texts or from the example's package."""
    jurisdiction = load_jurisdiction(table.get("jurisdiction", "gansu"))
    texts = [table["text"]] if "text" in table else table.get("articles", [])
    several = table.get("documents") or {}
    facts = Facts() if (texts or several) and not table.get("example") else shared.facts_of("gansu")
    for path, value in (table.get("set") or {}).items():
        facts = assign(facts, path, value)
    if "changes" in table:
        facts = facts.model_copy(update={"changes": tuple(Change.model_validate({"kind": "change", **one}) for one in table["changes"])})
    drafts = {other: shared.document(*articles, name=other, title=other) for other, articles in several.items()}
    name = table.get("document", "agreement")
    if texts:
        drafts[name] = shared.document(*texts, name=name)
        if "gone" in table:  # the article of that number taken out, as in a file whose numbers are typed
            body = tuple(part for part in drafts[name].body if getattr(part, "number", 0) != table["gone"])
            drafts[name] = replace(drafts[name], body=body)
    elif table.get("package"):
        drafts = dict(shared.package_of("gansu"))
        for target in table.get("remove", []):
            document, _, clause = target.partition("#")
            body = tuple(part for part in drafts[document].body if getattr(part, "id", "") != clause)
            drafts[document] = replace(drafts[document], body=body)
        for edit in table.get("edit", []):
            drafts[edit["document"]] = edited(drafts[edit["document"]], edit)
    attachments = tuple(Attachment(**kept) for kept in table.get("attachments", []))
    today = table.get("today", dt.date(2026, 11, 22))
    assumptions = tuple(Assumption(**taken) for taken in table.get("assumptions", []))
    return Case(jurisdiction, facts, drafts, attachments, assumptions, today, table.get("dossier", True))


def edited(draft: Any, edit: dict[str, str]) -> Any:
    """Change words of one clause as somebody would in Word: fact spans keep their path."""

    def inlines(run: Any) -> Any:
        return tuple(
            replace(inline, text=inline.text.replace(edit["find"], edit["put"])) if isinstance(inline, Text | Fact) else inline
            for inline in run
        )

    def block(value: Any) -> Any:
        if isinstance(value, Paragraph | Item):
            return replace(value, inlines=inlines(value.inlines))
        if isinstance(value, Signature):
            return replace(value, lines=tuple(inlines(line) for line in value.lines))
        if isinstance(value, Table):
            rows = tuple(
                replace(row, cells=tuple(replace(cell, paragraphs=tuple(inlines(run) for run in cell.paragraphs)) for cell in row.cells))
                for row in value.rows
            )
            return replace(value, rows=rows)
        return value

    body = tuple(
        replace(part, blocks=tuple(block(one) for one in part.blocks)) if isinstance(part, Clause) and part.id == edit["clause"] else part
        for part in draft.body
    )
    assert body != draft.body, f"nothing to edit: {edit}"
    return replace(draft, body=body)


def found_by(rule_id: str, case: Case) -> list[Finding]:
    rule = RULES[rule_id]
    if rule.scope == "requirement":
        return [finding_of(rule, found, case) for found in code_hits(rule_id, case)]
    return [finding for finding in run(case, RULES.values() if rule_id == "AD-FA-03" else [rule]) if finding.rule == rule_id]


@pytest.mark.parametrize(("rule_id", "verdict", "table"), tables(), ids=lambda value: value if isinstance(value, str) else "")
def test_rule_case(rule_id: str, verdict: str, table: dict[str, Any]) -> None:
    found = found_by(rule_id, build(table))
    if verdict == "pass":
        assert not found, [finding.message for finding in found]
        return
    assert found, f"{rule_id} finds nothing in {table}"
    assert all(finding.basis and finding.fix for finding in found)
    assert rule_id == "AD-FM-02" or "{" not in "".join(finding.message + finding.fix for finding in found)
    if "says" in table:
        assert any(str(table["says"]) in finding.message for finding in found), [finding.message for finding in found]
    if "severity" in table:
        assert table["severity"] in {finding.severity for finding in found}
    if "at" in table:
        assert table["at"] in {finding.location for finding in found}


def test_every_rule_has_failing_and_passing_cases() -> None:
    lacking = []
    for rule in RULES:
        if RULES[rule].scope == "elsewhere":
            continue
        path = CASES / f"{rule}.yaml"
        table = shared.read_yaml(path) if path.exists() else {}
        if not table.get("fail") or not table.get("pass"):
            lacking.append(rule)
    assert not lacking


def test_no_case_table_is_for_a_rule_that_does_not_exist() -> None:
    assert not [path.stem for path in CASES.glob("[A-Z][A-Z]-*.yaml") if path.stem not in RULES]


PAGES = catalogue("gansu", pages=True)
TEXT_RULES = [rule.id for rule in PAGES.values() if rule.text and rule.page["bad"].startswith("“")]


@pytest.mark.parametrize("rule_id", TEXT_RULES)
def test_the_bad_example_of_a_text_rule_is_found_and_the_good_one_is_not(rule_id: str) -> None:
    for key, expected in (("bad", True), ("good", False)):
        text = PAGES[rule_id].page[key].strip("“”")
        name = next((document for phrase in PAGES[rule_id].text for document in phrase.documents), "agreement")
        case = Case(load_jurisdiction("gansu"), Facts(), {name: shared.document(text, name=name)}, dossier=False)
        phrases_only = replace(RULES[rule_id], topics=(), points=())
        found = run(case, [phrases_only])
        assert bool(found) is expected, (key, text, [finding.message for finding in found])
