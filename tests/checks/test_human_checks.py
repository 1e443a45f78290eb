"""Every legal check is a rule, or somebody is told to look, or both; and the compliance table says where and why."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.explain import explain
from alliance_docs.checks.human import human_checks, human_rows, read_human_checks
from alliance_docs.checks.rule import catalogue
from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.package import complete
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Table, block_inlines, plain
from alliance_docs.errors import UserError
from alliance_docs.facts.assign import assign
from alliance_docs.jurisdictions.loading import jurisdiction_folders, load_jurisdiction
from alliance_docs.resources import data_folder

DATA = Path(__file__).resolve().parents[1] / "data"
KNOWN = {"LC-AM-05", "LC-IP-11", "LC-FM-08", "LC-FM-18", "LC-FM-22", "LC-GV-08", "LC-GV-11", "LC-GV-19", "LC-SB-07", "LC-DR-10"}


def index() -> dict[str, str]:
    with (DATA / "legal-checks-index.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


def test_every_legal_check_is_a_rule_or_needs_a_reader() -> None:
    listed = index()
    families = Counter(name.split("-")[1] for name in listed)
    assert families == {"DR": 15, "SB": 16, "GV": 20, "MN": 12, "IP": 17, "AM": 8, "CF": 6, "EX": 10, "FM": 24}
    rules = {name for name in catalogue("gansu") if name.startswith("LC-")}
    assert rules | set(human_checks()) == set(listed)
    assert human_checks().keys() >= KNOWN
    assert all(listed.values())


def test_what_needs_a_reader_names_documents_that_are_drafted_somewhere() -> None:
    known = {document.id for one in jurisdiction_folders() for document in load_jurisdiction(one).documents}
    assert {document for check in human_checks().values() for document in check.documents} <= known


@pytest.mark.parametrize("rule", sorted(human_checks()))
def test_explain_says_what_to_look_at_and_why_no_machine_can(rule: str) -> None:
    page = explain(rule)
    assert human_checks()[rule].look in page
    assert human_checks()[rule].reason in page


def test_the_compliance_table_has_a_part_for_readers(jurisdiction) -> None:
    drafted = draft_all(plan_package(read_answers(data_folder("examples") / "g60.yaml")))
    table = complete(drafted, drafted.plan.jurisdiction.filings[0])["compliance-table"]
    part = next(clause for clause in table.clauses if clause.rubric_text == "需人工核对")
    [rows] = [block for block in part.blocks if isinstance(block, Table)]
    cells = [[plain(run) for cell in row.cells for run in cell.paragraphs] for row in rows.rows[1:]]
    ids = [row[0] for row in cells]
    assert {"LC-FM-08", "LC-AM-05"} <= set(ids)
    assert all(row[2] and row[3] and row[4] and not row[5] for row in cells)
    text = "\n".join(plain(run) for block in part.blocks for run in block_inlines(block))
    assert "联盟办公室" not in text
    assert "秘书处" in text


def test_only_what_concerns_the_documents_of_the_filing_is_listed(complete: Case) -> None:
    assert [row.id for row in human_rows(complete, ["founding-minutes"])] == ["LC-SB-06", "LC-GV-08", "LC-GV-11", "LC-GV-13", "LC-FM-05"]
    assert human_rows(complete, []) == ()
    where = {row.id: row.where for row in human_rows(complete, ["agreement", "charter", "founding-minutes"])}
    assert where["LC-GV-08"] == "章程、会议纪要"


def test_what_does_not_apply_to_the_facts_is_left_out(complete: Case) -> None:
    asked = ["agreement", "charter"]
    assert "LC-SB-07" not in {row.id for row in human_rows(complete, asked)}
    assert "LC-DR-10" not in {row.id for row in human_rows(complete, asked)}
    court = Case(complete.jurisdiction, assign(complete.facts, "dispute.mode", "诉讼"))
    assert "LC-DR-10" in {row.id for row in human_rows(court, asked)}
    unknown = Case(complete.jurisdiction, replace_facts(complete))
    assert {"LC-DR-10", "LC-DR-03"} <= {row.id for row in human_rows(unknown, asked)}


def replace_facts(case: Case):
    return case.facts.model_copy(update={"dispute": None})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("- id: LC-ZZ-99\n  look: 看\n  documents: [charter]\n  reason: 因\n  basis: [惯例]\n", "LC-ZZ-99"),
        ("- id: LC-FM-08\n  look: 看\n  reason: 因\n  basis: [惯例]\n", "documents"),
        ("- id: LC-FM-08\n  look: 看\n  documents: [charter]\n  basis: [惯例]\n", "reason"),
        ("- id: LC-FM-08\n  look: 看\n  documents: [charter]\n  reason: 因\n", "basis"),
        ("- id: LC-FM-08\n  look: 看\n  documents: [charter]\n  reason: 因\n  basis: [民法]\n", "民法典"),
        ("- id: LC-FM-08\n  lok: 看\n", "look"),
    ],
)
def test_a_mistake_in_the_file_names_file_and_line(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "human-checks.yaml"
    path.write_text("# 说明\n" + text, encoding="utf-8")
    with pytest.raises(UserError, match=word) as told:
        read_human_checks(path)
    assert "human-checks.yaml:2" in str(told.value)


def test_the_manual_lists_what_needs_a_reader() -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
    assert not [check.id for check in human_checks().values() if f"| {check.id} | {check.look} |" not in manual]
