"""The lawyer's hand from beginning to end: a text edited in LibreOffice, units that change, a second file, a round of opinions, the next version."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.text.paragraph import Paragraph

from alliance_docs.cli.main import cli
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Clause, Draft, Ref, Table, clause_inlines, clause_text, plain
from alliance_docs.facts.numerals import han
from alliance_docs.resources import data_folder
from alliance_docs.word.package import open_package
from alliance_docs.word.reader import read
from alliance_docs.word.views import editors, without_changes_by


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


office = _load(Path(__file__).parents[1] / "word" / "libreoffice.py")
pytestmark = pytest.mark.skipif(office.SOFFICE is None, reason="LibreOffice not installed")

LAWYER = "王律师"
SOLE = "归该单位所有，牵头单位享有优先受让权；申请知识产权的权利归该单位。"
EITHER = "可以向被告住所地的人民法院起诉，也可以提交"
NOTICE = "退出不以任何机构的批准为条件，但应当先办理工作交接"
REGISTER = "成员单位应当在成果完成之日起三十日内向联盟办公室登记。"
STAYS = "登记不影响成果的归属。"
LEFT, OLD_UNIT, NEW_UNIT = "甘肃样本储能产品检验检测有限公司", "陇原样本材料研究所有限公司", "陇原示例储能材料有限公司"
CUSTODY, ESCROW, REVIEW = "并由联盟办公室保存副本", "并由牵头单位保存副本", "牵头单位应当每年公布登记的成果目录。"


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def paper(folder: Path) -> Path:
    return next(path for path in sorted(folder.glob("filings/*-founding/*组建协议.docx")) if "新稿" not in path.name)


def frozen(folder: Path, version: str) -> Path:
    return next(folder.glob(f"versions/*{version}/组建协议（{version}）.docx"))


def clause(draft: Draft, name: str) -> Clause:
    found = draft.clause(name)
    assert found is not None, name
    return found


def text_of(draft: Draft, name: str = "") -> str:
    return clause_text(clause(draft, name)) if name else "\n".join(map(clause_text, draft.clauses))


def own(draft: Draft) -> Clause:
    (found,) = (one for one in draft.clauses if one.id.startswith("own_"))
    return found


def holds_together(draft: Draft) -> None:
    """Articles are numbered through, and each reference names the number its article has."""
    articles = [one for one in draft.clauses if one.kind == "article"]
    assert [one.number for one in articles] == list(range(1, len(articles) + 1))
    numbers = {one.id: one.number for one in articles}
    for one in draft.clauses:
        for words in clause_inlines(one):
            for ref in words:
                if isinstance(ref, Ref) and not ref.document and ref.clause in numbers:
                    assert ref.text.startswith(f"第{han(numbers[ref.clause])}条"), (one.id, ref)


def found_by(folder: Path, rule: str) -> list[dict[str, str]]:
    result = CliRunner().invoke(cli, ["check", str(folder), "--format", "json"], catch_exceptions=False)
    return [one for one in json.loads(result.output)["findings"] if one["rule"] == rule]


def edited(source: Path, target: Path, profile: Path, edits: list[Any], *, tracked: bool = False) -> Path:
    beside = target.with_name(f"{target.stem}-source.docx")
    shutil.copy(source, beside)
    if not office.edit(beside, target, profile, edits, tracked=tracked):
        pytest.skip("this LibreOffice runs no Basic")
    return target


def returned(source: Path, target: Path, change: Callable[[list[Paragraph]], None]) -> Path:
    document = docx.Document(str(source))
    change(document.paragraphs)
    document.save(str(target))
    return target


def test_what_a_lawyer_wrote_lives_on_through_changes_a_second_file_and_a_round(tmp_path: Path) -> None:
    folder, profile = tmp_path / "案卷", tmp_path / "profile"
    run("new", str(folder), "--jurisdiction", "gansu", "--answers", str(data_folder("examples") / "gansu.yaml"), "--no-input")
    run("versions", "send", str(folder), "--label", "讨论稿", "--document", "agreement", "--to", "all", "--on", "2026-10-01")

    # IP, dispute and exit articles rewritten, an article added, one removed, a table cell changed; the file is adopted
    edits = [
        office.reword("归该单位所有；申请知识产权的权利归该单位。", SOLE),
        office.reword("均应当提交", f"均{EITHER}"),
        office.reword("退出不以任何机构的批准为条件", NOTICE),
        office.reword("年度分担金额", "每年分担金额"),
        office.add_behind("费用优惠或者收益分配约定", "联盟条", f"\u3000成果登记\u3000{REGISTER}"),
        office.strike("论文发表和成果发布", "署名、奖励和报酬"),
    ]
    run("adopt", str(edited(paper(folder), tmp_path / "一.docx", profile, edits)), "--dossier", str(folder), "--by", LAWYER, "--yes", "--on", "2026-10-08")

    # two units change before signing
    run("members", "leave", str(folder), LEFT, "--before-signing", "--on", "2026-10-12", "--yes", "--today", "2026-10-12")
    Dossier.open(folder).save_answer("members[m11].name", NEW_UNIT)
    run("build", str(folder), "--today", "2026-10-12")
    made = read(paper(folder).read_bytes(), "original")
    for words in (SOLE, EITHER, NOTICE, REGISTER, NEW_UNIT):
        assert words in text_of(made), words
    for name in ("annex_members", "annex_notices"):
        assert NEW_UNIT in text_of(made, name)
        assert not {OLD_UNIT, LEFT} & set(text_of(made, name).split()), name
    assert made.clause("publication") is None
    assert own(made).number == clause(made, "ip_ownership_sole").number + 1
    heads = [plain(cell.paragraphs[0]) for block in clause(made, "running_costs").blocks if isinstance(block, Table) for cell in block.rows[0].cells]
    assert "每年分担金额" in heads
    holds_together(made)

    # the check speaks to the lawyer's words, at the article's number of today
    (finding,) = [one for one in found_by(folder, "LC-DR-01") if one["document"] == "agreement"]
    assert finding["severity"] == "error"
    assert f"第{han(clause(made, 'dispute_resolution').number)}条" in finding["location"], finding

    # a second file repairs the clause; nothing of the first is lost
    again = [office.reword(EITHER, "应当提交"), office.add_behind(REGISTER, "联盟正文", STAYS)]
    run("adopt", str(edited(paper(folder), tmp_path / "二.docx", profile, again, tracked=True)), "--dossier", str(folder), "--by", LAWYER, "--yes", "--on", "2026-10-15")
    run("build", str(folder), "--today", "2026-10-15")
    made = read(paper(folder).read_bytes(), "original")
    for words in (SOLE, NOTICE, f"{REGISTER}\n{STAYS}", NEW_UNIT):
        assert words in text_of(made), words
    assert EITHER not in text_of(made)
    assert not [one for one in found_by(folder, "LC-DR-01") if one["document"] == "agreement"]
    holds_together(made)

    # a version goes to the members; its redline shows the lawyer's and the members' changes apart, by author
    run("versions", "send", str(folder), "--label", "讨论稿", "--document", "agreement", "--to", "all", "--on", "2026-10-16")
    redline = next(folder.glob("versions/*讨论稿2/*对照讨论稿1.docx")).read_bytes()
    authors = [one.name for one in editors(redline)]
    assert LAWYER in authors, authors
    assert "联盟秘书处（成员变动）" in authors, authors
    theirs = text_of(read(without_changes_by(open_package(redline), LAWYER).to_bytes()))
    assert NEW_UNIT in theirs
    assert REGISTER not in theirs

    # three files come back with proposals that collide: one table, decisions, the next version
    def kept_by(words: str) -> Callable[[list[Paragraph]], None]:
        def change(paragraphs: list[Paragraph]) -> None:
            place = next(one for one in paragraphs if REGISTER in one.text)
            place.runs[-1].text = place.runs[-1].text.replace(REGISTER, REGISTER.rstrip("。") + f"，{words}。")

        return change

    def reviewed(paragraphs: list[Paragraph]) -> None:
        place = next(one for one in paragraphs if STAYS in one.text)
        place.insert_paragraph_before(REVIEW, style=place.style)

    sent = frozen(folder, "讨论稿2")
    for member, change in (("m02", kept_by(CUSTODY)), ("m03", kept_by(ESCROW)), ("m04", reviewed)):
        file = returned(sent, tmp_path / f"{member}.docx", change)
        run("adopt", str(file), "--from", member, "--dossier", str(folder), "--on", "2026-10-20")
    listed = run("opinions", "list", str(folder))
    number = {words: next(line for line in listed.splitlines() if words in line).partition(".")[0] for words in (CUSTODY, ESCROW, REVIEW)}
    told = run("opinions", "decide", str(folder), number[CUSTODY], "--accept", "--on", "2026-10-21")
    assert ESCROW in told  # the proposal that collides with it
    run("opinions", "decide", str(folder), number[ESCROW], "--reject", "--reason", "由联盟办公室统一保存", "--on", "2026-10-21")
    run("opinions", "decide", str(folder), number[REVIEW], "--accept", "--on", "2026-10-21")
    run("opinions", "apply", str(folder), "--on", "2026-10-22")
    run("opinions", "table", str(folder))
    table = text_of(read(next(folder.glob("versions/*讨论稿2/returns/意见汇总及采纳情况表.docx")).read_bytes()))
    for words in (CUSTODY, ESCROW, REVIEW, "不采纳", "由联盟办公室统一保存"):
        assert words in table, words
    run("versions", "send", str(folder), "--label", "征求意见稿", "--document", "agreement", "--to", "all", "--on", "2026-10-23")
    made = read(frozen(folder, "征求意见稿1").read_bytes(), "original")
    for words in (SOLE, NOTICE, f"{REGISTER.rstrip('。')}，{CUSTODY}。\n{REVIEW}\n{STAYS}", NEW_UNIT):
        assert words in text_of(made), words
    assert ESCROW not in text_of(made)
    assert made.clause("publication") is None
    holds_together(made)
