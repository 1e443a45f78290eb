"""A round of comments: a version is sent and frozen, three files come back, one table, decisions, the next version and its redline."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from alliance_docs.cli.main import cli
from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.drafting.merging.merge import plain_draft
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder
from alliance_docs.word.footer_label import labels_of
from alliance_docs.word.reader import read
from alliance_docs.word.views import editors

SOLE = "由一个项目参加单位单独完成的项目成果"
SECOND = "但依托主体书面同意的除外"
THIRD = "其他参加单位在同等条件下享有优先受让的权利"
ADDED = "各方应当自费投保与其承担的任务相适应的责任保险。"
REMARK = "请写明保存研究开发记录的期限"
ASKED = "建议把争议解决地点改为第三地"


def run(*words: str, status: int | None = 0) -> str:
    result = CliRunner().invoke(cli, list(words), catch_exceptions=True)
    if isinstance(result.exception, UserError):
        assert status == 2, str(result.exception)
        return str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert status is None or result.exit_code == status, result.output
    return result.output


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier whose agreement went to three members."""
    folder = tmp_path_factory.mktemp("rounds") / "案卷"
    run("new", str(folder), "--jurisdiction", "gansu", "--answers", str(data_folder("examples") / "gansu.yaml"), "--no-input")
    run("versions", "send", str(folder), "--label", "征求意见稿", "--document", "agreement", "--to", "m02,m03,m04", "--on", "2026-12-01")
    return folder


@pytest.fixture
def dossier(sent: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sent, tmp_path / "案卷"))


def version(folder: Path, name: str = "征求意见稿1") -> Path:
    return next(path for path in (folder / "versions").iterdir() if path.name.endswith(name))


def agreement(folder: Path, name: str = "征求意见稿1") -> Path:
    return version(folder, name) / f"组建协议（{name}）.docx"


def finding(paragraphs: list[Paragraph], words: str) -> Paragraph:
    return next(one for one in paragraphs if words in one.text)


def back(folder: Path, target: Path, change: Callable[[list[Paragraph]], None]) -> Path:
    document = docx.Document(str(agreement(folder)))
    change(document.paragraphs)
    document.save(str(target))
    return target


def untracked(paragraphs: list[Paragraph]) -> None:
    last = finding(paragraphs, SOLE).runs[-1]
    last.text = last.text.rstrip("。") + f"，{SECOND}。"


def tracked(paragraphs: list[Paragraph]) -> None:
    """A tracked insertion at the same place, and a whole new article, typed without tracking."""
    paragraph = finding(paragraphs, SOLE)
    last = paragraph.runs[-1]
    last.text = last.text.rstrip("。")
    put = OxmlElement("w:ins", {qn("w:id"): "9001", qn("w:author"): "李法务", qn("w:date"): "2026-12-03T09:00:00Z"})
    for words, inside in ((f"，{THIRD}", True), ("。", False)):
        part = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = words
        part.append(text)
        if inside:
            put.append(part)
            paragraph._p.append(put)
        else:
            paragraph._p.append(part)
    heading = next(one for one in paragraphs if one.style is not None and one.style.name == "联盟条" and "不可抗力" in one.text)
    added = heading.insert_paragraph_before("\u3000责任保险\u3000" + ADDED, style=heading.style)
    assert added.text


def struck(paragraphs: list[Paragraph]) -> None:
    gone = finding(paragraphs, "仅提供资金或者条件的参加单位")
    gone._p.getparent().remove(gone._p)
    about = finding(paragraphs, "判断是否单独完成")
    about.part.document.add_comment(about.runs, REMARK, author="王总")  # type: ignore[attr-defined]


def text_of(made: Draft) -> str:
    return "\n".join(map(clause_text, made.clauses))


def number(listed: str, words: str) -> str:
    return next(line for line in listed.splitlines() if words in line).partition(".")[0]


def test_three_files_give_one_table_and_the_decisions_the_next_version(dossier: Path, tmp_path: Path) -> None:
    before = (dossier / "alliance.yaml").read_bytes()
    frozen = agreement(dossier).read_bytes()
    assert any("征求意见稿1" in line for line in labels_of(frozen))

    told = run("adopt", str(back(dossier, tmp_path / "二.docx", untracked)), "--from", "m02", "--dossier", str(dossier), "--on", "2026-12-05")
    assert "未留痕修改" in told
    told = run("adopt", str(back(dossier, tmp_path / "三.docx", tracked)), "--from", "m03", "--dossier", str(dossier), "--on", "2026-12-06")
    assert THIRD in told
    assert ADDED.rstrip("。") in told
    run("adopt", str(back(dossier, tmp_path / "四.docx", struck)), "--from", "m04", "--dossier", str(dossier), "--on", "2026-12-06")
    told = run("opinions", "add", str(dossier), ASKED, "--from", "m05", "--clause", "dispute_resolution", "--via", "微信", "--on", "2026-12-07")
    assert "已登记" in told
    assert not (dossier / "edits").exists()
    assert (dossier / "alliance.yaml").read_bytes() == before

    listed = run("opinions", "list", str(dossier))
    line = next(one for one in listed.splitlines() if THIRD in one)
    assert "未留痕" not in line
    told = run("opinions", "decide", str(dossier), number(listed, THIRD), number(listed, ADDED[:10]), "--accept", "--on", "2026-12-08")
    assert SECOND in told  # the other proposal on this clause is told
    run("opinions", "decide", str(dossier), number(listed, SECOND), "--reject", "--reason", "与采纳的第三家单位意见不一致", "--on", "2026-12-08")
    run("opinions", "decide", str(dossier), number(listed, ASKED), "--partly", "增加调解前置程序", "--reason", "仲裁地另议", "--on", "2026-12-08")

    assert "待决定" in run("opinions", "table", str(dossier))
    table = text_of(read((version(dossier) / "returns" / "意见汇总及采纳情况表.docx").read_bytes()))
    for words in (SECOND, THIRD, ADDED, ASKED, "不采纳", "部分采纳：增加调解前置程序", "与采纳的第三家单位意见不一致", "未留痕修改", "【待填：采纳情况】"):
        assert words in table, words
    assert "还没有决定" in run("opinions", "reply", str(dossier), "--on", "2026-12-09", status=2)
    run("opinions", "decide", str(dossier), number(listed, "仅提供资金"), "--reject", "--reason", "保留原文", "--on", "2026-12-08")
    run("opinions", "decide", str(dossier), number(listed, REMARK), "--accept", "--on", "2026-12-08")
    run("opinions", "reply", str(dossier), "--on", "2026-12-09")
    letter = text_of(read(next((version(dossier) / "returns" / "m03").glob("关于意见采纳情况的答复*.docx")).read_bytes()))
    assert THIRD in letter
    assert SECOND not in letter

    send = ("versions", "send", str(dossier), "--label", "征求意见稿", "--document", "agreement", "--to", "all", "--on", "2026-12-10")
    assert "还没有写入文稿" in run(*send, status=2)
    assert "部分采纳" in run("opinions", "apply", str(dossier), "--on", "2026-12-09")
    told = run(*send)
    assert "部分采纳" in told  # nobody has written it yet
    text = text_of(read(agreement(dossier, "征求意见稿2").read_bytes()))
    assert THIRD in text
    assert ADDED in text
    assert "仅提供资金或者条件的参加单位" in text
    assert SECOND not in text
    assert ASKED not in text
    redline = next(version(dossier, "征求意见稿2").glob("*对照征求意见稿1.docx")).read_bytes()
    assert [one.name for one in editors(redline) if one.name.startswith("采纳的意见（")]
    assert THIRD not in text_of(read(redline, "original"))
    assert plain_draft(read(agreement(dossier).read_bytes())).body == plain_draft(read(redline, "original")).body
    assert agreement(dossier).read_bytes() == frozen
    assert "与发出时不同" not in run("versions", "list", str(dossier))


def test_what_collides_is_not_merged_and_a_second_file_replaces_the_first(dossier: Path, tmp_path: Path) -> None:
    def other(paragraphs: list[Paragraph]) -> None:
        last = finding(paragraphs, SOLE).runs[-1]
        last.text = last.text.rstrip("。") + "，不得单独许可他人使用。"

    run("adopt", str(back(dossier, tmp_path / "二.docx", untracked)), "--from", "m02", "--dossier", str(dossier), "--on", "2026-12-05")
    run("adopt", str(back(dossier, tmp_path / "三.docx", other)), "--from", "m03", "--dossier", str(dossier), "--on", "2026-12-05")
    run("opinions", "decide", str(dossier), "1", "--accept", "--on", "2026-12-08")
    run("opinions", "apply", str(dossier), "--on", "2026-12-08")
    kept = (dossier / "edits" / "agreement.json").read_bytes()
    run("opinions", "decide", str(dossier), "2", "--accept", "--on", "2026-12-08")
    told = run("opinions", "apply", str(dossier), status=2)
    assert "第 1、2 号意见改动同一处" in told
    assert (dossier / "edits" / "agreement.json").read_bytes() == kept
    told = run("adopt", str(back(dossier, tmp_path / "三改.docx", struck)), "--from", "m03", "--dossier", str(dossier), "--on", "2026-12-09")
    assert "第 2" in told
    assert len(list((version(dossier) / "returns" / "m03").glob("*.docx"))) == 2
    struck_out = number(run("opinions", "list", str(dossier)), "删去：仅提供资金")
    run("opinions", "decide", str(dossier), struck_out, "--accept", "--on", "2026-12-09")
    run("opinions", "apply", str(dossier), "--on", "2026-12-09")
    run("build", str(dossier))
    text = text_of(read(next(dossier.glob("filings/*/*组建协议.docx")).read_bytes()))
    assert SECOND in text
    assert "仅提供资金或者条件的参加单位的利益" not in text
    assert "不得单独许可他人使用" not in text
    assert "已于" in run("opinions", "decide", str(dossier), "1", "--reject", "--reason", "改主意", "--again", status=2)


def test_wrong_use_is_told_in_one_line_and_nothing_is_altered(dossier: Path, tmp_path: Path) -> None:
    own = ("--dossier", str(dossier))
    file = str(back(dossier, tmp_path / "二.docx", untracked))
    run("build", str(dossier))
    never = next(dossier.glob("filings/*/*章程.docx"))
    for words, said in (
        (("adopt", file, "--from", "m99", *own), "没有成员单位“m99”"),
        (("adopt", str(never), "--from", "m02", *own), "没有发出过"),
        (("opinions", "add", str(dossier), "意见", "--from", "m02", "--clause", "第九百条"), "没有条款“第九百条”"),
        (("opinions", "decide", str(dossier), "7", "--accept"), "没有第 7 号意见"),
        (("opinions", "decide", str(dossier), "七", "--accept"), "不是意见的编号"),
        (("opinions", "decide", str(dossier), "1"), "应当写明一种决定"),
        (("opinions", "table", str(dossier)), "还没有收到意见"),
        (("opinions", "reply", str(dossier)), "没有要答复的"),
        (("opinions", "list", str(dossier), "--version", "送审稿1"), "没有发出过“送审稿1”"),
        (("versions", "send", str(dossier), "--label", "定稿", "--to", "all"), "没有“定稿”这种文稿"),
        (("versions", "send", str(dossier), "--label", "讨论稿", "--to", "无此单位"), "没有成员单位“无此单位”"),
        (("versions", "send", str(dossier), "--label", "讨论稿", "--to", "all", "--document", "agrement"), "没有文书“agrement”"),
    ):
        assert said in run(*words, status=2), words
    assert not (version(dossier) / "returns").exists()
    assert len(list((dossier / "versions").iterdir())) == 1
    run("adopt", file, "--from", "m02", *own, "--on", "2026-12-05")
    assert "已经收过" in run("adopt", file, "--from", "m02", *own, "--on", "2026-12-05")
    run("opinions", "decide", str(dossier), "1", "--accept", "--on", "2026-12-08")
    assert "--again" in run("opinions", "decide", str(dossier), "1", "--accept", status=2)
    assert "应当写明理由" in run("opinions", "decide", str(dossier), "1", "--reject", "--again", status=2)


def test_without_a_version_nothing_can_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "案卷"
    run("new", str(folder), "--jurisdiction", "gansu", "--set", "alliance.name=甘肃省示例产业技术创新联盟", "--no-input")
    file = next(folder.glob("filings/*/*章程.docx"))
    assert "还没有发出过文稿" in run("adopt", str(file), "--from", "m01", "--dossier", str(folder), status=2)
    assert "还没有发出过文稿" in run("opinions", "list", str(folder), status=2)
    told = run("versions", "send", str(folder), "--label", "签署稿", "--document", "charter", "--to", "all", "--on", "2026-12-01", status=2)
    assert "不能作为签署稿发出" in told
    assert not (folder / "versions").exists()


def test_numbers_count_for_each_label_and_document(dossier: Path) -> None:
    for label, documents in (("征求意见稿", ("charter",)), ("征求意见稿", ("agreement", "charter")), ("签署稿", ("agreement",))):
        told = [word for one in documents for word in ("--document", one)]
        run("versions", "send", str(dossier), "--label", label, "--to", "all", "--on", "2026-12-01", *told)
    names = {path.name for path in (dossier / "versions").glob("*/*.docx")}
    assert {"组建协议（征求意见稿2）.docx", "章程（征求意见稿1）.docx", "章程（征求意见稿2）.docx", "组建协议（签署稿1）.docx"} <= names
    orders = [json.loads(path.read_text(encoding="utf-8"))["order"] for path in (dossier / "versions").glob("*/version.json")]
    assert sorted(orders) == [1, 2, 3, 4]
