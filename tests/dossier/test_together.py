"""Several Word files given together: each is checked, and every contradiction between them is told with both places."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import run
from alliance_docs.checks.finding import CONTRACT, Finding
from alliance_docs.checks.reading import clause_place
from alliance_docs.checks.rule import catalogue
from alliance_docs.cli.check_command import command
from alliance_docs.dossier.annotating import annotate
from alliance_docs.dossier.general import GENERAL, check_general
from alliance_docs.dossier.opened import open_file
from alliance_docs.dossier.together import Outcome, check_paths
from alliance_docs.drafting.draft import Clause, Draft, Item, Paragraph, Signature, Table, Text, plain

ROOT = Path(__file__).resolve().parents[2]


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


plain_word = _load(Path(__file__).with_name("plain_word.py"))
shared = _load(ROOT / "tests/checks/conftest.py")
ALTERATIONS: list[dict[str, Any]] = shared.read_yaml(ROOT / "tests/data/alterations.yaml")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Draft]:
    """Our own charter and agreement, typed anew without anything of ours, as read from Word."""
    folder = tmp_path_factory.mktemp("pair")
    drafts = {}
    for name in ("charter", "agreement"):
        path = plain_word.write(folder / f"{name}.docx", plain_word.lines(shared.package_of("gansu")[name]))
        opened = open_file(path, None, None, "accepted")
        assert opened.document == name
        assert not opened.ours
        drafts[name] = replace(opened.draft, id=name)
    return drafts


def altered(draft: Draft, article: str, find: str, put: str) -> Draft:
    """Change the first place where the words stand, in the clause that is called so."""
    done = False

    def inlines(run: Any) -> Any:
        nonlocal done
        text = plain(run)
        if done or find not in text:
            return run
        done = True
        return (Text(text.replace(find, put, 1)),)

    def block(value: Any) -> Any:
        if isinstance(value, Paragraph | Item):
            return replace(value, inlines=inlines(value.inlines))
        if isinstance(value, Signature):
            return replace(value, lines=tuple(map(inlines, value.lines)))
        if isinstance(value, Table):
            return replace(
                value,
                rows=tuple(
                    replace(row, cells=tuple(replace(cell, paragraphs=tuple(map(inlines, cell.paragraphs))) for cell in row.cells))
                    for row in value.rows
                ),
            )
        return value

    body = []
    for part in draft.body:
        called = isinstance(part, Clause) and (not article or part.rubric_text == article or (article == "首部" and part.kind != "article"))
        body.append(replace(part, blocks=tuple(map(block, part.blocks))) if isinstance(part, Clause) and called else part)
    assert done, f"{find} is not in {article or draft.title}"
    return replace(draft, body=tuple(body))


def test_the_pair_as_it_is_brings_no_contradiction(pair: Mapping[str, Draft]) -> None:
    assert not check_general(Case(GENERAL, drafts=pair, dossier=False))


@pytest.mark.parametrize("one", ALTERATIONS, ids=lambda one: f"{one['rule']} {one['put'][:18]}")
def test_one_value_altered_is_told_with_both_places(pair: Mapping[str, Draft], one: dict[str, Any]) -> None:
    name = one["in"]
    drafts = {**pair, name: altered(pair[name], one.get("article", ""), one["find"], one["put"])}
    found = run(Case(GENERAL, drafts=drafts, dossier=False), [catalogue()[one["rule"]]])
    assert found, one
    if not one.get("alone"):
        assert any(_names_both(finding, drafts) for finding in found), [finding.message for finding in found]


def _names_both(finding: Finding, drafts: Mapping[str, Draft]) -> bool:
    """Tell whether the message names another place than its own."""
    places = [(place.document, place.clause) for place in finding.also]
    for document, clause in places:
        title, target = drafts[document].title, drafts[document].clause(clause)
        if target is not None and (title in finding.message or clause_place(target) in finding.message):
            return True
    return False


CHARTER = [
    "湘江智能装备产业技术创新战略联盟章程", "第一条 退盟应提前30天书面通知秘书处。",
    "第二条 成员大会须有三分之二以上的成员出席方能召开。", "第三条 保密期为退出后三年。",
]  # fmt: skip
AGREEMENT = [
    "湘江智能装备产业技术创新战略联盟合作协议", "第一条 退出联盟的，应提前60日书面通知其他各方。",
    "第二条 成员大会须有过半数成员出席方可举行。", "第三条 保密期限为3年。",
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return plain_word.write(tmp_path / "章程.docx", CHARTER), plain_word.write(tmp_path / "协议.docx", AGREEMENT)


def crossing(outcome: Outcome) -> dict[str, Finding]:
    return {finding.rule: finding for one in outcome.checked for finding in one.findings if finding.also}


def test_files_given_together_are_one_case_and_the_finding_names_both(files: tuple[Path, Path]) -> None:
    outcome = check_paths(files, None)
    found = crossing(outcome)
    assert set(found) == {"LC-EX-03", "LC-GV-03"}
    assert found["LC-EX-03"].message.endswith(
        "《湘江智能装备产业技术创新战略联盟合作协议》第一条为“60日”，《湘江智能装备产业技术创新战略联盟章程》第一条为“30天”"
    )
    assert found["LC-EX-03"].document == "agreement"
    assert [(place.document, place.location) for place in found["LC-EX-03"].also] == [("charter", "第一条")]
    assert not any(crossing(check_paths([file], None)) for file in files)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(files: tuple[Path, Path], tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_text("不是 Word 文件", encoding="utf-8")
    outcome = check_paths([files[0], broken, files[1], tmp_path / "没有.docx"], None)
    assert set(crossing(outcome)) == {"LC-EX-03", "LC-GV-03"}
    assert [Path(error.place).name for error in outcome.errors] == ["坏.docx", "没有.docx"]


def test_the_command_tells_the_error_reports_the_rest_and_ends_with_2(files: tuple[Path, Path], tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_text("不是 Word 文件", encoding="utf-8")
    done = CliRunner().invoke(command, [*map(str, files), str(broken), "--format", "json", "--today", "2026-11-22"])
    assert done.exit_code == 2
    assert "坏.docx" in done.stderr
    told = json.loads(done.stdout)
    assert "LC-GV-03" in {finding["rule"] for finding in told["findings"]}
    assert all(list(finding) == list(CONTRACT) for finding in told["findings"])


def test_two_of_a_kind_get_ids_of_their_own_and_are_compared(files: tuple[Path, Path], tmp_path: Path) -> None:
    older = plain_word.write(tmp_path / "旧章程.docx", [*CHARTER[:2], "第二条 成员大会须有过半数的成员出席方能召开。", *CHARTER[3:]])
    checked = check_paths([files[0], older], None).checked[0]
    assert list(checked.drafts) == ["charter", "charter-2"]
    assert [checked.files[name].name for name in checked.drafts] == ["章程.docx", "旧章程.docx"]
    found = {finding.rule: finding for finding in checked.findings if finding.also}
    assert found["LC-GV-03"].document == "charter-2"
    assert "旧章程.docx" in found["LC-GV-03"].message
    assert any(finding.document == "charter-2" and not finding.also and finding.rule.startswith("LC-") for finding in checked.findings)


def test_the_remark_stands_in_both_copies(files: tuple[Path, Path], tmp_path: Path) -> None:
    annotate(check_paths(files, None).checked, tmp_path / "批注", dt.date(2026, 11, 22))
    for name in ("章程.docx", "协议.docx"):
        comments = zipfile.ZipFile(tmp_path / "批注" / name).read("word/comments.xml").decode("utf-8")
        assert "成员大会出席比例" in comments
        assert "退出的通知期限" in comments


def test_the_same_things_in_other_words_are_no_contradiction(tmp_path: Path) -> None:
    charter = plain_word.write(tmp_path / "章程.docx", CHARTER)
    agreement = plain_word.write(
        tmp_path / "协议.docx",
        [
            AGREEMENT[0], "第一条 退出联盟应提前一个月书面通知。退出联盟项目的，应提前60日通知。",
            "第二条 成员大会由2/3以上成员出席方可举行；三分之一以上成员提议的，召开临时会议；书面表决须经全体成员过半数同意。",
            "第三条 保密期为退出后三年，资料应当在30日内返还。",
        ],
    )  # fmt: skip
    assert not crossing(check_paths([charter, agreement], None))
