"""check --format html and --annotate: what a law firm sends on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import open_package
from alliance_docs.word.reader import read

STRANGER = (
    "某某产业技术创新联盟章程",
    "第一条 本章程依据《中华人民共和国合同法》制定。",
    "第二条 成员大会的决议，须经半数以上成员单位同意。",
    "第三条 本章程自通过之日起生效。",
)
ASKED = ("--jurisdiction", "gansu", "--document", "charter", "--today", "2026-11-22")
CHANGED = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"}


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """A charter typed in Word without styles."""
    document = docx.Document()
    for line in STRANGER:
        document.add_paragraph(line)
    document.add_table(1, 1).cell(0, 0).text = "××公司"
    path = tmp_path / "来稿" / "章程.docx"
    path.parent.mkdir()
    document.save(str(path))
    return path


def comments(path: Path) -> list[tuple[str, str]]:
    """The paragraph and the words of each comment."""
    package = open_package(path.read_bytes())
    root = package.xml("word/document.xml")
    found = []
    for node in package.xml("word/comments.xml").iter(f"{W}comment"):
        assert (node.get(f"{W}author"), node.get(f"{W}date")) == ("合规检查", "2026-11-22T00:00:00Z")
        (mark,) = (mark for mark in root.iter(f"{W}commentRangeStart") if mark.get(f"{W}id") == node.get(f"{W}id"))
        words = "\n".join("".join(text.text or "" for text in line.iter(f"{W}t")) for line in node.iter(f"{W}p"))
        found.append(("".join(text.text or "" for text in mark.getparent().iter(f"{W}t")), words))
    return found


def test_each_finding_is_a_comment_at_its_paragraph(run: Callable, stranger: Path, tmp_path: Path) -> None:
    before = stranger.read_bytes()
    said = run("check", stranger, *ASKED, "--annotate", tmp_path / "批注", "--format", "json")
    found = json.loads(said.out)["findings"]
    copy = tmp_path / "批注" / "章程.docx"
    remarks = comments(copy)
    assert len(remarks) == len(found)
    assert str(copy) in said.err
    (law,) = (paragraph for paragraph, words in remarks if words.startswith("[LC-FM-13]"))
    assert law == STRANGER[1]
    (half,) = ((paragraph, words) for paragraph, words in remarks if words.startswith("[LC-GV-02]"))
    assert half[0] == STRANGER[2]
    assert "依据：" in half[1]
    assert "处理：" in half[1]
    (table,) = (paragraph for paragraph, words in remarks if words.startswith("[AD-FM-03]"))
    assert table == "××公司"
    placed = {one["rule"] for one in found if one["location"]}
    unplaced = [paragraph for paragraph, words in remarks if words.startswith("[GS-") and words[1:].partition("]")[0] not in placed]
    assert set(unplaced) == {STRANGER[0]}
    assert stranger.read_bytes() == before
    assert read(copy.read_bytes()) == read(before)
    old, new = open_package(before).parts, open_package(copy.read_bytes()).parts
    assert {name for name in new if new[name] != old.get(name)} == CHANGED


def test_a_copy_gives_way_to_the_next_until_somebody_has_saved_it(run: Callable, stranger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "批注"
    run("check", stranger, *ASKED, "--annotate", folder)
    first = (folder / "章程.docx").read_bytes()
    run("check", stranger, *ASKED, "--annotate", folder)
    assert (folder / "章程.docx").read_bytes() == first
    document = docx.Document(str(stranger))
    document.paragraphs[2].runs[0].text = "第二条 成员大会的决议，须经全体成员单位过半数同意。"
    document.save(str(stranger))
    assert run("check", stranger, *ASKED, "--annotate", folder).status == 1
    assert "LC-GV-02" not in str(comments(folder / "章程.docx"))
    answered = docx.Document(str(folder / "章程.docx"))
    answered.add_paragraph("律师答复")
    answered.save(str(folder / "章程.docx"))
    kept = (folder / "章程.docx").read_bytes()
    said = run("check", stranger, *ASKED, "--annotate", folder)
    assert said.status == 2
    assert "不覆盖" in said.err
    assert (folder / "章程.docx").read_bytes() == kept


def test_the_file_itself_is_never_written_over(run: Callable, stranger: Path, tmp_path: Path) -> None:
    before = stranger.read_bytes()
    said = run("check", stranger, *ASKED, "--annotate", stranger.parent)
    assert (said.status, len(said.err.splitlines())) == (2, 1)
    assert run("check", stranger, *ASKED, "--annotate", stranger).status == 2
    assert run("check", stranger, *ASKED, "--output", stranger).status == 2
    assert stranger.read_bytes() == before
    other = tmp_path / "另一处" / "章程.docx"
    other.parent.mkdir()
    other.write_bytes(before)
    said = run("check", stranger, other, *ASKED, "--annotate", tmp_path / "批注")
    assert said.status == 2
    assert "同名" in said.err
    assert not (tmp_path / "批注").exists()


def test_a_dossier_keeps_its_own_folders(run: Callable, tmp_path: Path, core_example: Path) -> None:
    dossier = Dossier.create(tmp_path / "a", read_answers(core_example).model_copy(update={"jurisdiction": "gansu"}))
    said = run("check", dossier.folder, "--annotate", tmp_path / "批注")
    assert said.status == 2
    assert "build" in said.err
    run("build", dossier.folder, "--document", "charter", "--document", "funds-rules", "--today", "2026-11-22")
    (filing,) = dossier.filings.iterdir()
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in dossier.folder.rglob("*") if path.is_file()}
    for inside in (dossier.filings, filing, filing / "批注", dossier.folder / "edits"):
        said = run("check", dossier.folder, "--annotate", inside)
        assert said.status == 2
        assert "案卷自己的文件夹" in said.err
    said = run("check", dossier.folder, "--today", "2026-11-22", "--annotate", dossier.folder / "批注")
    assert said.status == 1
    copies = sorted(path.name for path in (dossier.folder / "批注").iterdir())
    assert copies == sorted(path.name for path in filing.glob("*.docx"))
    for name in copies:
        assert comments(dossier.folder / "批注" / name), "a file without findings says so"
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in before} == before


def test_the_page_names_the_file_and_marks_the_spot(run: Callable, stranger: Path, tmp_path: Path) -> None:
    page = tmp_path / "报告.html"
    said = run("check", stranger, *ASKED, "--format", "html", "--output", page)
    assert (said.status, said.out) == (1, "")
    text = page.read_text(encoding="utf-8")
    assert "<mark>半数以上</mark>" in text
    assert "章程.docx" in text
    assert str(tmp_path) not in text
    again = tmp_path / "再.html"
    run("check", stranger, *ASKED, "--format", "html", "--output", again)
    assert again.read_bytes() == page.read_bytes()


def test_the_terminal_quotes_the_sentence_under_its_article(run: Callable, stranger: Path) -> None:
    said = run("check", stranger, *ASKED).out
    assert "  第二条\n" in said
    assert "原文：成员大会的决议，须经〖半数以上〗成员单位同意。" in said
