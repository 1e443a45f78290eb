"""check --fix DIR: corrected copies with tracked changes, each change said aloud, the files themselves untouched."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.word.lines import lines
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import open_package

TYPED = (
    "某某产业技术创新联盟章程",
    "第一条 本章程依据《中华人民共和国合同法》制定，于二O二六年通过。",
    "第二条 成员大会的决议，须经半数以上成员单位同意。",
    "第四条 依照《合同法》第五十二条处理。",
    "第五条 依照第四条办理。",
)
ASKED = ("--document", "charter", "--today", "2026-11-22")


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """A charter typed in Word without styles."""
    document = docx.Document()
    for line in TYPED:
        document.add_paragraph(line)
    path = tmp_path / "来稿" / "章程.docx"
    path.parent.mkdir()
    document.save(str(path))
    return path


def test_every_change_is_said_and_stands_in_a_copy(run: Callable, stranger: Path, tmp_path: Path) -> None:
    before = stranger.read_bytes()
    said = run("check", stranger, *ASKED, "--fix", tmp_path / "改正", "--format", "json")
    copy = tmp_path / "改正" / "章程.docx"
    assert json.loads(said.out)["findings"]
    assert said.status == 1
    assert str(copy) in said.err
    for told in (
        "第二条：“半数以上”改为“过半数”（LC-GV-02）", "第一条：“二O二六”改为“二〇二六”（AD-FM-01）",
        "“《中华人民共和国合同法》”改为“《中华人民共和国民法典》”（LC-FM-13）", "第四条：“第四条”改为“第三条”（LC-FM-09）",
        "第五条：“第四条”改为“第三条”（LC-FM-09）", "没有改：第四条：“《合同法》”（LC-FM-13）", "其他文件引用",
    ):  # fmt: skip
        assert told in said.err, said.err
    assert stranger.read_bytes() == before
    assert [line.text for line in lines(copy.read_bytes())][1:] == [
        "第一条 本章程依据《中华人民共和国民法典》制定，于二〇二六年通过。", "第二条 成员大会的决议，须经过半数成员单位同意。",
        "第三条 依照《合同法》第五十二条处理。", "第四条 依照第三条办理。",
    ]  # fmt: skip
    marks = list(open_package(copy.read_bytes()).xml("word/document.xml").iter(f"{W}ins", f"{W}del"))
    assert {(mark.get(f"{W}author"), mark.get(f"{W}date")) for mark in marks} == {("合规检查", "2026-11-22T00:00:00Z")}


def test_with_remarks_each_has_its_own_copies(run: Callable, stranger: Path, tmp_path: Path) -> None:
    said = run("check", stranger, *ASKED, "--fix", tmp_path / "甲", "--annotate", tmp_path / "乙")
    assert said.status == 1
    assert (tmp_path / "甲" / "章程.docx").read_bytes() != (tmp_path / "乙" / "章程.docx").read_bytes()
    said = run("check", stranger, *ASKED, "--fix", tmp_path / "丙", "--annotate", tmp_path / "丙")
    assert (said.status, len(said.err.splitlines())) == (2, 1)
    assert not (tmp_path / "丙").exists()


def test_nothing_of_anybody_elses_is_written_over(run: Callable, stranger: Path, tmp_path: Path) -> None:
    before = stranger.read_bytes()
    for folder in (stranger.parent, stranger):
        said = run("check", stranger, *ASKED, "--fix", folder)
        assert (said.status, len(said.err.splitlines())) == (2, 1)
    assert stranger.read_bytes() == before
    folder = tmp_path / "改正"
    run("check", stranger, *ASKED, "--fix", folder)
    first = (folder / "章程.docx").read_bytes()
    run("check", stranger, *ASKED, "--fix", folder)
    assert (folder / "章程.docx").read_bytes() == first
    answered = docx.Document(str(folder / "章程.docx"))
    answered.add_paragraph("律师答复")
    answered.save(str(folder / "章程.docx"))
    said = run("check", stranger, *ASKED, "--fix", folder)
    assert said.status == 2
    assert "改正副本" in said.err
    assert "不覆盖" in said.err
    run("check", stranger, *ASKED, "--annotate", tmp_path / "批注")
    said = run("check", stranger, *ASKED, "--fix", tmp_path / "批注")
    assert said.status == 2, "a copy with remarks is not replaced by one with changes"


def test_the_view_before_the_changes_cannot_be_corrected(run: Callable, stranger: Path, tmp_path: Path) -> None:
    said = run("check", stranger, *ASKED, "--view", "original", "--fix", tmp_path / "改正")
    assert said.status == 2
    assert "--view original" in said.err


def test_a_dossier_keeps_its_own_folders_and_our_own_documents_need_nothing(run: Callable, tmp_path: Path, core_example: Path) -> None:
    dossier = Dossier.create(tmp_path / "a", read_answers(core_example).model_copy(update={"jurisdiction": "gansu"}))
    run("build", dossier.folder, "--document", "charter", "--today", "2026-11-22")
    said = run("check", dossier.folder, "--today", "2026-11-22", "--fix", dossier.filings / "改正")
    assert said.status == 2
    assert "案卷自己的文件夹" in said.err
    said = run("check", dossier.folder, "--today", "2026-11-22", "--fix", tmp_path / "改正")
    assert "没有可以自动改正的" in said.err
    assert not (tmp_path / "改正").exists()
