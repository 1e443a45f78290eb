"""A .docx nobody here has made is checked: its kind is recognised, and without a jurisdiction the general rules run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.checking import Checked, check_path
from alliance_docs.dossier.document_kinds import kind_of_text
from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Text
from alliance_docs.errors import UserError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AGREEMENT = (
    "第一条　出资", "甲方出资一百万元，乙方出资五十万元。", "第二条　争议解决",
    "因本协议发生的争议，各方应当协商解决；协商不成的，可以提交兰州仲裁委员会仲裁，也可以向人民法院起诉。",
)  # fmt: skip


def make(path: Path, *lines: str, title: str = "储能材料产业技术创新联盟组建协议") -> Any:
    made: Any = docx.Document()
    for line in (title, *lines) if title else lines:
        made.add_paragraph(line)
    made.save(path)
    return made


def rules(checked: Checked) -> dict[str, Finding]:
    return {finding.rule: finding for finding in checked.findings}


def test_without_a_jurisdiction_the_general_rules_run_and_say_so(tmp_path: Path) -> None:
    file = tmp_path / "协议.docx"
    make(file, *AGREEMENT)
    checked = check_path(file, None)
    found = rules(checked)
    assert list(checked.drafts) == ["agreement"]
    assert "没有对照政策要求" in found["AD-RD-02"].message
    assert "按“组建协议”检查" in found["AD-RD-03"].message
    assert any(rule.startswith("LC-DR") and finding.location == "第二条" for rule, finding in found.items())
    assert not any(rule.startswith(("GS-", "G60-", "GX-")) for rule in found)
    assert all("政策" not in finding.basis for finding in checked.findings)
    assert all("{" not in finding.message for finding in checked.findings)


def test_with_a_jurisdiction_its_requirements_are_asked_of_every_article(tmp_path: Path) -> None:
    file = tmp_path / "协议.docx"
    make(file, *AGREEMENT)
    found = rules(check_path(file, None, jurisdiction="gansu", document="agreement"))
    assert "AD-RD-02" not in found
    assert "AD-RD-03" not in found
    assert any(rule.startswith("GS-") for rule in found)


def test_an_unknown_document_or_jurisdiction_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "协议.docx"
    make(file, *AGREEMENT)
    with pytest.raises(UserError, match="没有文书“chater”") as caught:
        check_path(file, None, document="chater")
    assert "charter" in caught.value.remedy
    with pytest.raises(UserError, match="没有管辖制度“gansue”"):
        check_path(file, None, jurisdiction="gansue")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某某产业技术创新联盟章程（草案）", "charter"),
        ("《甘肃省储能联盟组建协议》", "agreement"),
        ("储能联盟加入协议书", "accession-agreement"),
        ("产学研战略合作框架协议", "agreement"),
        ("联盟经费管理办法（试行）", "funds-rules"),
        ("成员单位名单", "member-roster"),
        ("技术合作合同", "agreement"),
        ("关于组建储能联盟的请示", "application-letter"),
        ("法定代表人授权委托书", "authorization-letter"),
    ],
)
def test_the_kind_is_told_by_the_title(title: str, kind: str) -> None:
    found = kind_of_text(Draft("", title, ()))
    assert found is not None
    assert found.id == kind


def test_the_kind_is_told_by_the_text_where_the_title_says_nothing() -> None:
    def draft(*lines: str) -> Draft:
        return Draft("", "某某联盟", (Clause("a", "passage", blocks=tuple(Paragraph((Text(line),)) for line in lines)),))

    charter = kind_of_text(draft("本章程由理事会解释。", "会员大会选举理事长、秘书长。", "入会和退会的办法另定。"))
    agreement = kind_of_text(draft("甲方、乙方经协商，", "本协议各执一份，", "违约责任如下："))
    assert charter is not None
    assert charter.id == "charter"
    assert agreement is not None
    assert agreement.id == "agreement"
    assert kind_of_text(draft("今天天气很好。")) is None


def test_a_text_of_no_known_kind_is_still_read(tmp_path: Path) -> None:
    file = tmp_path / "备忘.docx"
    make(file, "今天天气很好，决议须经半数以上理事同意。", title="备忘")
    found = rules(check_path(file, None))
    assert "看不出" in found["AD-RD-03"].message
    assert "LC-GV-02" in found


def tracked(path: Path) -> None:
    """Strike the second article and its text as a lawyer would, and put words into the first."""
    made: Any = docx.Document(str(path))
    body = made.paragraphs
    for one in body[3:]:
        for run in list(one._p.iter(f"{W}r")):
            gone = etree.Element(f"{W}del", {f"{W}id": "9", f"{W}author": "张律师"})
            run.addprevious(gone)
            gone.append(run)
            for words in run.iter(f"{W}t"):
                words.tag = f"{W}delText"
    made.save(path)


def test_what_a_tracked_deletion_struck_is_not_there_and_was(tmp_path: Path) -> None:
    file = tmp_path / "协议.docx"
    make(file, *AGREEMENT)
    tracked(file)
    accepted, original = check_path(file, None), check_path(file, None, view="original")
    assert not any(finding.location == "第二条" for finding in accepted.findings)
    assert any(finding.location == "第二条" and finding.rule.startswith("LC-DR") for finding in original.findings)
    assert "张律师：删除 2 处" in rules(accepted)["AD-RD-04"].message
    assert "整条删去的有原第二条" in rules(accepted)["AD-RD-04"].message
    assert "修订之前" in rules(original)["AD-RD-04"].message


def test_what_could_not_be_read_is_a_finding_with_its_article(tmp_path: Path) -> None:
    file = tmp_path / "协议.docx"
    made = make(file, *AGREEMENT)
    one = made.paragraphs[4]
    drawing = etree.SubElement(etree.SubElement(one._p, f"{W}r"), f"{W}drawing")
    etree.SubElement(drawing, "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic")
    hidden = made.paragraphs[2].add_run("另有约定")
    hidden.font.hidden = True
    made.save(file)
    found = rules(check_path(file, None))
    assert (found["AD-RD-01"].location, found["AD-RD-01"].severity) == ("第二条", "warning")
    assert "1 幅图片" in found["AD-RD-01"].message
    assert found["AD-RD-05"].location == "第一条"


def test_an_article_left_open_is_named_by_the_rule_that_misses_it(tmp_path: Path) -> None:
    file = tmp_path / "协议.docx"
    make(file, "第一条　名称", "联盟名称为甲联盟。", "第二条　争议解决", "争议的解决方式由各方另行约定。")
    found = next(one for one in check_path(file, None, document="agreement").findings if one.rule == "LC-DR-01")
    assert found.location == "第二条"
