"""A round of comments as it goes wrong: two hands in one file, a stranger's file, PDFs, opposite wishes, later files, our own edits in between."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from alliance_docs.cli.main import cli
from alliance_docs.drafting.draft import Chapter, Draft, Text, clause_inlines, clause_text
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder
from alliance_docs.word.reader import read
from alliance_docs.word.views import editors

OWNED = "由一个项目参加单位单独完成的项目成果"
RECORDS = "判断是否单独完成"
DAMAGES = "违约造成损失的，损失赔偿额相当于"
DISPUTE = "因本协议引起的或者与本协议有关的任何争议"
EXCEPT = "，但依托主体书面同意的除外"
Change = Callable[[list[Paragraph]], None]


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
    """A dossier whose agreement went to all members."""
    folder = tmp_path_factory.mktemp("attacked") / "案卷"
    run("new", str(folder), "--jurisdiction", "gansu", "--answers", str(data_folder("examples") / "gansu.yaml"), "--no-input")
    run("versions", "send", str(folder), "--label", "讨论稿", "--document", "agreement", "--to", "all", "--on", "2026-12-01")
    return folder


@pytest.fixture
def dossier(sent: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sent, tmp_path / "案卷"))


def version(folder: Path, name: str) -> Path:
    return next(path for path in (folder / "versions").iterdir() if path.name.endswith(name))


def agreement(folder: Path, name: str = "讨论稿1") -> Path:
    return version(folder, name) / f"组建协议（{name}）.docx"


def back(source: Path, target: Path, *changes: Change) -> str:
    document = docx.Document(str(source))
    cells = [one for table in document.tables for row in table.rows for cell in row.cells for one in cell.paragraphs]
    for change in changes:
        change([*document.paragraphs, *cells])
    document.save(str(target))
    return str(target)


def put(where: str, old: str, new: str, author: str = "") -> Change:
    """Exchange words in the paragraph of the text that holds *where*; tracked, where there is an *author*."""

    def change(paragraphs: list[Paragraph]) -> None:
        run_ = next(one for each in paragraphs if where in each.text and "PAGEREF" not in each._p.xml for one in each.runs if old in one.text)
        before, _, after = run_.text.partition(old)
        if not author:
            run_.text = before + new + after
            return
        run_.text = before
        place: Any = run_._r
        for tag, words in (("w:del", old), ("w:ins", new), ("", after)):
            part = OxmlElement("w:r")
            text = OxmlElement("w:delText" if tag == "w:del" else "w:t")
            text.text = words
            part.append(text)
            outer: Any = part
            if tag:
                outer = OxmlElement(tag, {qn("w:id"): "9001", qn("w:author"): author, qn("w:date"): "2026-12-03T09:00:00Z"})
                outer.append(part)
            place.addnext(outer)
            place = outer

    return change


def heading(old: str, new: str) -> Change:
    def change(paragraphs: list[Paragraph]) -> None:
        one = next(each for each in paragraphs if each.text.strip() == old and each.style is not None and "章" in str(each.style.name))
        one.runs[-1].text = new

    return change


def remark(where: str, words: str, author: str) -> Change:
    def change(paragraphs: list[Paragraph]) -> None:
        one = next(each for each in paragraphs if where in each.text and "PAGEREF" not in each._p.xml)
        one.part.document.add_comment(one.runs, words, author=author)  # type: ignore[attr-defined]

    return change


def text_of(made: Draft) -> str:
    return "\n".join(map(clause_text, made.clauses))


def line(listed: str, words: str) -> str:
    return next(one for one in listed.splitlines() if words in one)


def number(listed: str, words: str) -> str:
    return line(listed, words).partition(".")[0]


def test_who_says_what_is_told_of_each_clause(dossier: Path, tmp_path: Path) -> None:
    own = ("--dossier", str(dossier), "--on", "2026-12-05")
    first = back(
        agreement(dossier), tmp_path / "二.docx",
        put(RECORDS, "研究开发记录", "研究开发记录不少于十年", "李法务"), put(DAMAGES, "合理的", "必要的", "王总"),
        put("仲裁庭由", "由三名", "由一名", "王总"), put(DISPUTE, "均应当", "应当", "李法务"),
        heading("知识产权", "知识产权和数据"), remark("60%以上", "依据是什么", "王总"),
    )  # fmt: skip
    run("adopt", first, "--from", "m02", *own)
    copy = shutil.copy(first, tmp_path / "三.docx")
    assert "完全相同" in run("adopt", str(copy), "--from", "m03", *own, status=2)
    pdf = tmp_path / "来函.docx"
    pdf.write_bytes(b"%PDF-1.7\n")
    assert "opinions add" in run("adopt", str(pdf), "--from", "m03", *own, status=2)
    add = ("opinions", "add", str(dossier), "--from", "m03", "--on", "2026-12-06")
    run(*add, "建议压缩", "--clause", "全文", "--file", str(pdf))
    assert "第十四条" in run(*add, "期限太长", "--clause", "第14条第1款", "--via", "微信")
    assert "没有写明对哪一条" in run(*add, "意见", status=2)
    assert "有第" in run(*add, "--none", status=2)
    run("opinions", "add", str(dossier), "--from", "m04", "--none", "--via", "电话", "--on", "2026-12-06")

    listed = run("opinions", "list", str(dossier))
    assert "李法务" in line(listed, "不少于十年")
    assert "王总" not in line(listed, "不少于十年")
    assert "王总" in line(listed, "[-合理-]{+必要+}")
    assert all(name in line(listed, "仲裁庭由") for name in ("王总", "李法务"))
    assert line(listed, "知识产权和数据").partition(" ")[2].startswith("第八章")
    assert "未留痕" in line(listed, "知识产权和数据")
    assert "第五条" in line(listed, "依据是什么")
    assert "没有意见：河西示例电力运营有限公司（电话）" in listed
    assert list(version(dossier, "讨论稿1").glob("returns/m03/*来函.docx"))

    run("opinions", "table", str(dossier))
    table = read((version(dossier, "讨论稿1") / "returns" / "意见汇总及采纳情况表.docx").read_bytes())
    bold = {one.text for clause in table.clauses for row in clause_inlines(clause) for one in row if isinstance(one, Text) and one.bold}
    assert {"不少于十年", "合理", "必要"} <= bold
    assert "没有意见的单位：河西示例电力运营有限公司" in text_of(table)

    run("opinions", "withdraw", str(dossier), "--from", "m02", "--reason", "登记错了单位", "--on", "2026-12-07")
    listed = run("opinions", "list", str(dossier))
    assert "不少于十年" not in listed
    assert "已撤回" in listed
    run("adopt", str(copy), "--from", "m05", *own)


def test_opposite_wishes_are_told_and_each_change_bears_its_name(dossier: Path, tmp_path: Path) -> None:
    own = ("--dossier", str(dossier), "--on", "2026-12-05")
    source = agreement(dossier)
    run("adopt", back(source, tmp_path / "二.docx", put(OWNED, "归该单位。", f"归该单位{EXCEPT}。"), put("应当提前九十日书面通知联盟", "九十", "六十")), "--from", "m02", *own)
    run("adopt", back(source, tmp_path / "三.docx", put(DISPUTE, "兰州", "酒泉"), put("应当提前九十日书面通知联盟", "九十", "三十")), "--from", "m03", *own)
    run("adopt", back(source, tmp_path / "四.docx", put(DISPUTE, "均应当提交", "经协商不成的，均应当提交"), heading("知识产权", "知识产权和数据")), "--from", "m04", *own)
    run("opinions", "add", str(dossier), "记录保存十年", "--from", "m05", "--clause", "单独完成成果的归属", "--on", "2026-12-06")
    listed = run("opinions", "list", str(dossier))
    decide = ("opinions", "decide", str(dossier), "--on", "2026-12-08")
    numbers = [number(listed, words) for words in (EXCEPT, "“六十”", "“三十”", "酒泉", "经协商", "知识产权和数据")]
    run(*decide, *numbers, "--accept")
    run(*decide, number(listed, "保存十年"), "--partly", "保存五年")
    told = run("opinions", "apply", str(dossier), "--on", "2026-12-08", status=2)
    assert "“六十”" in told
    assert "“三十”" in told
    assert not (dossier / "edits").exists()
    run(*decide, number(listed, "“三十”"), "--reject", "--reason", "过短", "--again")
    told = run("opinions", "apply", str(dossier), "--on", "2026-12-08")
    assert "冲突" not in told

    run("build", str(dossier))
    edited = back(next(dossier.glob("filings/*/*组建协议.docx")), tmp_path / "张.docx", put(DAMAGES, "计入损失", "计入损失，但以实际支付为限"))
    run("adopt", edited, "--by", "张律师", "--yes", *own)
    send = ("versions", "send", str(dossier), "--document", "agreement", "--to", "all")
    told = run(*send, "--label", "征求意见稿", "--on", "2026-12-10")
    assert "这一条的文字还没有改" in line(told, "归属")  # though another opinion changed that article
    made = read(agreement(dossier, "征求意见稿1").read_bytes())
    assert all(words in text_of(made) for words in (EXCEPT, "经协商不成的，均应当提交酒泉仲裁委员会", "提前六十日"))
    assert "知识产权和数据" in [part.title for part in made.body if isinstance(part, Chapter)]
    redline = next(version(dossier, "征求意见稿1").glob("*对照*")).read_bytes()
    names = {one.name for one in editors(redline)}
    assert {"张律师", "采纳的意见（陇原样本风电设备有限公司）", "采纳的意见（甘肃样例光伏科技有限公司）", "采纳的意见（河西示例电力运营有限公司）"} <= names
    assert "手工修改" not in names

    run("opinions", "written", str(dossier), number(listed, "保存十年"), "--on", "2026-12-11")
    late = back(source, tmp_path / "五.docx", put("投入的数额不作为", "不作为", "不得作为"))  # an answer to the older version
    assert "此后已经发出" in run("adopt", late, "--from", "m05", *own)
    told = run(*send, "--label", "送审稿", "--on", "2026-12-12")
    assert "2026-12-01-讨论稿1的意见还有 1 条没有决定" in told
    assert "还没有改" not in told


def test_what_is_signed_and_sealed_is_not_sent_as_a_draft(dossier: Path) -> None:
    run("build", str(dossier))
    run("seal", str(dossier), "founding", "--on", "2026-12-18", "--today", "2026-12-18", status=None)
    assert list((dossier / ".sealed").iterdir())
    send = ("versions", "send", str(dossier), "--label", "征求意见稿", "--to", "all", "--on", "2026-12-20")
    assert "已经签署并封存" in run(*send, "--document", "agreement", status=2)
    told = run(*send)
    assert "《组建协议》已经签署并封存" in told
    assert "不改变它" in line(told, "《章程》")
    assert not (version(dossier, "征求意见稿1") / "组建协议（征求意见稿1）.docx").exists()
