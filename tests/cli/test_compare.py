"""compare: dates, filings and files; what is written, what is told, what is refused."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alliance_docs.dossier.comparing import compare_sources, sources
from alliance_docs.dossier.comparing_sources import Source
from alliance_docs.dossier.comparison_table import comparison_table
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Table, Text, plain
from alliance_docs.drafting.numbering import number
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.reader import read
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

DAY = ("--today", "2027-12-01")
Run = Callable[..., Any]
Sides = tuple[Source, Source, Dossier | None]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """A dossier of which one member left and another was renamed."""
    from alliance_docs.dossier.build import build
    from alliance_docs.dossier.history import append
    from alliance_docs.facts.history import Event

    folder = tmp_path_factory.mktemp("compare") / "案卷"
    dossier = Dossier.create(folder, read_answers(example))
    build(dossier, today=dt.date(2027, 3, 20))
    day = dt.date(2027, 8, 1)
    event = Event("", "change", "rename", day, day, reason="市场监管部门核准更名", member="m04", sets={"members[m04].name": "河西示例能源集团有限公司"})
    append(dossier, event)
    return folder


@pytest.fixture(scope="module")
def days(year: Path) -> Sides:
    """The state before and after what happened."""
    return sources("2027-03-20", "2027-12-01", year, None)


def articles(*texts: str) -> bytes:
    body = tuple(Clause(text[:2], "article", (), (Paragraph((Text(text),)),)) for text in texts)
    return write(number(Draft("charter", "章程", body, "gansu")), common_shell(), Meta())


def test_two_dates_give_a_file_for_each_document_that_differs_and_the_table(run: Run, year: Path, tmp_path: Path) -> None:
    said = run("compare", "2027-03-20", "2027-12-01", "--dossier", year, "--document", "charter", "--document", "member-roster", "-o", tmp_path / "对照", *DAY)
    assert said.status == 0, said.err
    names = sorted(path.name for path in (tmp_path / "对照").iterdir())
    assert names == ["04 章程.docx", "06 成员单位名册.docx", "修订对照表.docx"]
    assert "06 成员单位名册.docx：" in said.out
    assert "行" in said.out
    data = (tmp_path / "对照" / "06 成员单位名册.docx").read_bytes()
    now, before = (" ".join(str(clause) for clause in read(data, view).clauses) for view in ("accepted", "original"))
    assert "河西示例能源集团有限公司" in now
    assert "河西示例电力运营有限公司" not in now
    assert "河西示例电力运营有限公司" in before
    assert "河西示例能源集团有限公司" not in before
    # a second time the same files, written over without a word
    assert run("compare", "2027-03-20", "2027-12-01", "--dossier", year, "--document", "member-roster", "-o", tmp_path / "对照", *DAY).status == 0
    assert (tmp_path / "对照" / "06 成员单位名册.docx").read_bytes() == data


def test_the_table_names_article_row_and_reason(days: Sides) -> None:
    old, new, dossier = days
    comparison = compare_sources(old, new, dossier, only=["charter"], date=None)
    (table,) = [block for clause in comparison_table(comparison).clauses for block in clause.blocks if isinstance(block, Table)]
    rows = [["／".join(map(plain, cell.paragraphs)) for cell in row.cells] for row in table.rows]
    assert rows[0] == ["条目", "原条文", "新条文", "修订理由"]
    assert rows[1][0].endswith("：河西示例能源集团有限公司")
    assert rows[1][1:] == ["单位名称：河西示例电力运营有限公司", "单位名称：河西示例能源集团有限公司", "市场监管部门核准更名"]


def test_a_filing_is_compared_with_a_day_and_hand_edits_bear_a_name(year: Path, tmp_path: Path) -> None:
    folder = tmp_path / "副本"
    shutil.copytree(year, folder)
    (filing,) = (folder / "filings").iterdir()
    (path,) = filing.glob("*章程.docx")
    parts = dict(open_package(path.read_bytes()).parts)
    parts["word/document.xml"] = parts["word/document.xml"].replace("独立决定自己的研究开发".encode(), "自行决定自己的研究开发".encode())
    path.write_bytes(Package(parts).to_bytes())
    old, new, dossier = sources("2027-03-20", filing.name, folder, None)
    assert old.papers.keys() == new.papers.keys()
    comparison = compare_sources(old, new, dossier, only=["charter"], date=None)
    (one,) = comparison.documents
    assert "手工修改" in open_package(one.redline.data).parts["word/document.xml"].decode("utf-8")
    assert [passage.new for passage in one.redline.passages] == ["fair_competition"]


def test_two_files(run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "旧.docx", tmp_path / "新.docx"
    old.write_bytes(articles("甲一条的文字。", "乙二条的文字。"))
    new.write_bytes(articles("甲一条的新文字。", "乙二条的文字。"))
    said = run("compare", old, new, *DAY)
    assert said.status == 0, said.err
    assert "条文修改 1 处" in said.out
    assert {path.name for path in tmp_path.iterdir()} == {"旧.docx", "新.docx", "新（修订对照）.docx", "新（修订对照）－修订对照表.docx"}
    said = run("compare", old, old, *DAY)
    assert (said.status, said.out.strip()) == (0, "没有不同：旧")


def test_what_cannot_be_compared_is_told_in_one_line(run: Run, year: Path, tmp_path: Path) -> None:
    word = tmp_path / "a.docx"
    word.write_bytes(articles("甲一条的文字。"))
    broken = tmp_path / "b.docx"
    broken.write_bytes(b"nothing")
    edited = tmp_path / "出" / "06 成员单位名册.docx"
    edited.parent.mkdir()
    edited.write_bytes(articles("别人的文件。"))
    cases = [
        ((word, "2027-03-20"), "一边是文件"),
        ((word, tmp_path / "none.docx"), "没有这个文件"),
        ((word, broken), "不是 .docx 文件"),
        ((word, tmp_path / "a.wps"), ".docx"),
        (("去年", "2027-12-01", "--dossier", year), "不是文件、材料或者日期"),
        (("2027-03-20", "2027-12-01", "--dossier", year, "--document", "chart"), "没有文书"),
        (("2027-03-20", "2027-12-01", "--dossier", year, "-o", tmp_path / "一个.docx"), "不能写成一个文件"),
        (("2027-03-20", "2027-12-01", "--dossier", year, "--document", "member-roster", "-o", edited.parent), "不覆盖"),
        (("2027-03-20", "2027-12-01", "--dossier", year, "-o", year / "filings" / "x"), "不能放进案卷自己的文件夹"),
    ]
    for arguments, told in cases:
        said = run("compare", *arguments, *DAY)
        assert said.status == 2, (arguments, said.out, said.err)
        assert told in said.err, (arguments, said.err)
        assert len(said.err.strip().splitlines()) == 1, said.err


def test_the_state_of_a_day_leaves_signed_and_filed_papers_alone_unless_asked(run: Run, year: Path, tmp_path: Path) -> None:
    said = run("compare", "2027-03-20", "2027-12-01", "--dossier", year, "-o", tmp_path / "一", *DAY)
    assert said.status == 0, said.err
    written = {path.name for path in (tmp_path / "一").iterdir()}
    assert {"04 章程.docx", "06 成员单位名册.docx", "修订对照表.docx"} <= written
    assert not {name for name in written if name.startswith(("03 ", "12 "))}
    (told,) = [line for line in said.out.splitlines() if line.startswith("没有对照：")]
    assert "组建协议" in told
    asked = run("compare", "2027-03-20", "2027-12-01", "--dossier", year, "--document", "agreement", "-o", tmp_path / "二", *DAY)
    assert "03 组建协议.docx：" in asked.out


def test_changes_of_own_wording_bear_its_layer_and_the_amendments_reason(days: Sides, year: Path, tmp_path: Path) -> None:
    folder = tmp_path / "副本"
    shutil.copytree(year, folder)
    old = days[0]
    (folder / "clauses").mkdir(exist_ok=True)
    (folder / "clauses" / "charter.md").write_text('{% extends "below" %}\n\n{% block fair_competition %}\n## 公平竞争\n成员单位独立定价。\n{% endblock %}\n', encoding="utf-8")
    _, new, dossier = sources("2027-03-20", "2027-12-01", folder, None)
    (one,) = compare_sources(old, new, dossier, only=["charter"], date=None).documents
    assert "联盟自有条文" in open_package(one.redline.data).parts["word/document.xml"].decode("utf-8")
    firm = {document: dict.fromkeys(clauses, "firm") for document, clauses in new.own.items()}
    (one,) = compare_sources(old, replace(new, own=firm), dossier, only=["charter"], date=None).documents
    assert "律师事务所条款" in open_package(one.redline.data).parts["word/document.xml"].decode("utf-8")
