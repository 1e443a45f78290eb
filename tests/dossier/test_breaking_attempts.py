"""Attempts to break packages of the five jurisdictions: names alike, structure left to the lawyer, single files, interruptions."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.bulk import make_each
from alliance_docs.dossier.checking import check_path
from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.instances import instances_of
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.errors import UserError
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Document
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder


def example(jurisdiction: str) -> Facts:
    return read_answers(data_folder("examples") / f"{jurisdiction}.yaml")


def form() -> Document:
    found = load_jurisdiction("g60").document("member-application")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [("甲/乙有限公司", "甲:乙有限公司"), ("空白", "空白."), ("..", "//"), ("超长" * 60 + "公司", "超长" * 60 + "院"), ("甲乙（一）", "甲乙(一)*")],
)
def test_members_whose_names_are_alike_in_a_file_name_have_a_file_each(first: str, second: str) -> None:
    facts = assign(assign(example("g60"), "members[m02].name", first), "members[m03].name", second)
    files = [one.file for one in instances_of(form(), facts)]
    assert len({file.casefold() for file in files}) == len(files) == 15
    assert all(len(f".{file}.new~".encode()) <= 255 for file in files)


@pytest.mark.parametrize("jurisdiction", ["g60", "guangdong-2012"])
def test_leaving_the_agreement_to_the_lawyer_drafts_the_default(jurisdiction: str) -> None:
    facts = assign(example(jurisdiction), "formation.agreement", "交律师定")
    plan = plan_package(facts)
    assert draft_all(plan).drafts
    assert plan.given.deferred == ("formation.agreement",)
    assert "formation.agreement" in {one.path for one in plan.assumptions}


def test_single_files_are_not_blamed_for_what_stands_in_others(tmp_path: Path) -> None:
    for jurisdiction, wanted in (("g60", "会员单位申请表－空白"), ("guangdong-2012", "筹建倡议书"), ("guangdong-2012", "章程")):
        folder = tmp_path / f"{jurisdiction}-{wanted}"
        report = build(Dossier.create(folder, example(jurisdiction)))
        file = next(path for path in report.folder.iterdir() if wanted in path.name)
        assert [one for one in check_path(file, None).findings if one.severity == "error"] == []


def test_a_bound_volume_is_not_checked_as_one_text(tmp_path: Path) -> None:
    report = build(Dossier.create(tmp_path / "a", example("guangdong-2016")))
    with pytest.raises(UserError, match="逐份检查"):
        check_path(next(report.folder.glob("00 *装订册.docx")), None)


def test_an_interrupted_list_is_drafted_to_the_end(tmp_path: Path) -> None:
    facts = Facts(jurisdiction="guangxi")
    several = [assign(facts, "alliance.name", f"广西{name}产业技术创新战略联盟") for name in ("甲", "乙")]
    Dossier.create(tmp_path / "广西甲", several[0])  # stopped before its papers were written
    assert [one.state for one in make_each(several, tmp_path, None)] == ["made", "made"]
    assert [one.state for one in make_each(several, tmp_path, None)] == ["there", "there"]


@pytest.mark.parametrize("jurisdiction", ["gansu", "guangdong-2016", "guangxi"])
def test_refusing_the_agreement_that_the_policy_asks_for_is_a_finding(jurisdiction: str, tmp_path: Path) -> None:
    report = build(Dossier.create(tmp_path / "a", assign(example(jurisdiction), "formation.agreement", "否")))
    assert [one.rule for one in report.findings if one.severity == "error"] == ["AD-GI-01"]
    assert any("协议" in name for name in report.written)


def test_the_sample_of_a_name_quoted_in_the_compliance_table_is_no_placeholder(tmp_path: Path) -> None:
    report = build(Dossier.create(tmp_path / "a", assign(example("guangxi"), "alliance.name", "广西产业技术创新联盟")))
    assert {one.rule for one in report.findings if one.severity != "note"} == {"AD-NM-01"}


def test_a_clause_that_a_lower_layer_added_is_told_with_its_place(tmp_path: Path) -> None:
    dossier = Dossier.create(tmp_path / "a", example("g60"))
    dossier.clauses.mkdir()
    (dossier.clauses / "charter.md").write_text('{% extends "below" %}\n{% block talents %}\n{% endblock %}\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"after_ 块"):
        build(dossier)
