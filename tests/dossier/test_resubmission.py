"""补正: remarks, the note, the documents changed with their redlines, sealed in its turn."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.dossier.recording import record
from alliance_docs.dossier.remarks import (
    REMARKS,
    Remark,
    Remarks,
    read_remarks,
    remarks_of,
    remarks_text,
    with_documents,
)
from alliance_docs.dossier.resubmission import resubmit
from alliance_docs.dossier.sealed import sealed_filings
from alliance_docs.dossier.sealing import seal
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.errors import UserError
from alliance_docs.facts import changing
from alliance_docs.facts.change_types import change_type
from alliance_docs.facts.changing import Told

DAY = dt.date(2027, 1, 14)
RECEIVED, DUE = dt.date(2027, 1, 12), dt.date(2027, 1, 22)
NAME = "2026-12-18-founding"
ONE = f"{NAME}-resubmission-1"
ASKED = (Remark("住所与营业执照不一致"),)


@pytest.fixture
def sealed(closed: Path, tmp_path: Path) -> Dossier:
    shutil.copytree(closed, tmp_path / "案卷")
    return Dossier(tmp_path / "案卷")


def corrected(dossier: Dossier, path: str = "members[m02].address", value: str = "甘肃省酒泉市肃州区样本路99号", on: dt.date = DAY) -> None:
    told = Told(on, on, "证照所载不同", kind="correction")
    record(dossier, lambda facts, _events: [changing.set_facts(facts, change_type("other"), [(path, value)], told)], on, on)


def begin(dossier: Dossier, **more: object) -> Path:
    return resubmit(dossier, NAME, DAY, remarks=ASKED, received=RECEIVED, due=DUE, **more).folder  # type: ignore[arg-type]


def answer(folder: Path) -> None:
    path = folder / REMARKS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("reply:\n", "reply: 已更正\n").replace("place:\n", "place: 成员单位名册\n"), encoding="utf-8")


def text_of(path: Path) -> str:
    from alliance_docs.word.reader import read

    draft: Draft = read(path.read_bytes())
    return "\n".join(clause_text(clause) for clause in draft.clauses)


def test_a_resubmission_holds_the_note_the_changed_documents_and_their_redlines(sealed: Dossier) -> None:
    before = {path.name: path.read_bytes() for path in (sealed.filings / NAME).iterdir()}
    corrected(sealed)
    made = resubmit(sealed, NAME, DAY, remarks=ASKED, received=RECEIVED, due=DUE)
    assert made.folder.name == ONE
    changed = {one.file for one in made.replacing}
    assert "06 成员单位名册.docx" in changed
    assert "07 项目管理办法.docx" not in changed
    assert {path.name for path in (made.folder / "修订对照").iterdir()} == {name.replace(".docx", "（修订稿）.docx") for name in changed}
    note = text_of(made.folder / "00 补正说明.docx")
    for words in ("住所与营业执照不一致", "2027年1月12日", "2027年1月22日", "成员单位名册", "【待填：第1条意见的答复】"):
        assert words in note, words
    assert "每个成员单位的法定代表人" in note, "who signs again"
    assert {path.name: path.read_bytes() for path in (sealed.filings / NAME).iterdir()} == before


def test_a_redline_accepts_to_the_new_text_and_rejects_to_the_sealed(sealed: Dossier) -> None:
    from alliance_docs.word.reader import read_for_check

    corrected(sealed)
    folder = begin(sealed)
    data = (folder / "修订对照" / "06 成员单位名册（修订稿）.docx").read_bytes()

    def said(draft: Draft) -> list[str]:
        return [clause_text(clause) for clause in draft.clauses]

    new, old = ((root / "06 成员单位名册.docx").read_bytes() for root in (folder, sealed.filings / NAME))
    assert said(read_for_check(data, "accepted", alone=True).draft) == said(read_for_check(new, "accepted", alone=True).draft)
    assert said(read_for_check(data, "original", alone=True).draft) == said(read_for_check(old, "accepted", alone=True).draft)


def test_it_is_sealed_once_everything_is_answered_and_the_next_one_builds_on_it(sealed: Dossier) -> None:
    corrected(sealed)
    folder = begin(sealed)
    with pytest.raises(UserError, match="第1条意见的答复尚未填写"):
        seal(sealed, folder, DAY, DAY)
    answer(folder)
    with pytest.raises(UserError, match="补正说明还是旧的"):
        seal(sealed, folder, DAY, DAY)
    resubmit(sealed, ONE.removesuffix("-resubmission-1"), DAY)
    assert "已更正" in text_of(folder / "00 补正说明.docx")
    seal(sealed, folder, DAY, DAY)
    assert [(one.name, one.number, one.resubmits) for one in sealed_filings(sealed)] == [(NAME, 0, ""), (ONE, 1, NAME)]
    later = dt.date(2027, 2, 1)
    with pytest.raises(UserError, match="早于封存日"):
        resubmit(sealed, ONE, later, remarks=ASKED, received=RECEIVED)
    second = resubmit(sealed, ONE, later, remarks=ASKED, received=later)
    assert second.folder.name == f"{NAME}-resubmission-2"
    assert second.replacing == (), "nothing changed since the first resubmission"
    assert "没有改动原报送的文书" in text_of(second.folder / "00 补正说明.docx")


def test_a_document_edited_in_word_gets_its_redline_and_its_place_and_is_missed_later(sealed: Dossier) -> None:
    folder = begin(sealed, documents=["charter"])
    path = folder / "04 章程.docx"
    assert path.read_bytes() == (sealed.filings / NAME / "04 章程.docx").read_bytes()
    edited = Document(str(path))
    article = next(one for one in edited.paragraphs if "理事会每年检查" in one.text)
    article.add_run("检查结果向全体成员单位公布。")
    edited.save(str(path))
    answer(folder)
    again = resubmit(sealed, NAME, DAY)
    assert "检查结果向全体成员单位公布" in text_of(path), "what was typed stays"
    assert again.kept == ()
    assert "第十一条" in text_of(folder / "00 补正说明.docx")
    seal(sealed, folder, DAY, DAY)
    assert (folder / "修订对照" / "04 章程（修订稿）.docx").is_file()
    corrected(sealed, "council.term_years", "4", dt.date(2027, 2, 1))
    (charter,) = (one for one in resubmit(sealed, NAME, dt.date(2027, 2, 1), remarks=ASKED, received=dt.date(2027, 2, 1)).replacing if one.id == "charter")
    assert any("改动条款" in line for line in charter.lost)


def test_a_document_edited_after_the_note_must_be_told_in_it(sealed: Dossier) -> None:
    corrected(sealed)
    folder = begin(sealed)
    answer(folder)
    resubmit(sealed, NAME, DAY)
    path = folder / "06 成员单位名册.docx"
    edited = Document(str(path))
    edited.paragraphs[-1].add_run("。")
    edited.save(str(path))
    with pytest.raises(UserError, match="修订稿还是旧的"):
        seal(sealed, folder, DAY, DAY)


@pytest.mark.parametrize(
    ("name", "more", "says"),
    [
        ("2026-12-19-founding", {}, "没有封存的材料.*2026-12-18-founding"),
        (NAME, {"received": None}, "收到补正意见的日期"),
        (NAME, {"remarks": ()}, "没有写补正意见"),
        (NAME, {"received": dt.date(2027, 3, 1)}, "晚于今天"),
        (NAME, {"due": dt.date(2027, 1, 1)}, "早于收到日期"),
        (NAME, {"documents": ["charta"]}, "没有文书“charta”.*charter"),
    ],
)
def test_a_resubmission_that_cannot_be_is_refused(sealed: Dossier, name: str, more: dict[str, object], says: str) -> None:
    given = {"remarks": ASKED, "received": RECEIVED, "due": DUE, **more}
    with pytest.raises(UserError, match=says):
        resubmit(sealed, name, DAY, **given)  # type: ignore[arg-type]
    assert not (sealed.filings / ONE).exists()


def test_remarks_are_not_taken_twice(sealed: Dossier) -> None:
    begin(sealed)
    with pytest.raises(UserError, match=r"已经开始.*remarks\.yaml"):
        begin(sealed)


def test_the_same_facts_give_the_same_resubmission(sealed: Dossier) -> None:
    corrected(sealed)
    folder = begin(sealed)
    first = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    resubmit(sealed, NAME, DAY)
    assert {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == first
    assert json.loads(first["manifest.json"])["resubmits"] == NAME


def test_remarks_come_from_a_text_file_without_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "意见.txt"
    path.write_text("1. 甲\n\n（二）乙\n三、丙\n2026年的数据没有来源\n", encoding="utf-8")
    assert [one.remark for one in remarks_of(["丁"], path)] == ["丁", "甲", "乙", "丙", "2026年的数据没有来源"]
    with pytest.raises(UserError, match=r"另存为 \.txt"):
        remarks_of([], tmp_path / "意见.pdf")


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30), min_size=1, max_size=4), st.booleans())
def test_remarks_are_read_back_as_written(tmp_path_factory: pytest.TempPathFactory, texts: list[str], replied: bool) -> None:
    given_ = Remarks(RECEIVED, DUE, tuple(Remark(text, text if replied else "") for text in texts), ("charter",))
    path = tmp_path_factory.mktemp("r") / REMARKS
    path.write_text(remarks_text(given_, NAME), encoding="utf-8")
    assert read_remarks(path) == given_
    path.write_text(with_documents(path.read_text(encoding="utf-8"), ["charter", "agreement"]), encoding="utf-8")
    assert read_remarks(path).documents == ("charter", "agreement")


@pytest.mark.parametrize(
    ("text", "says"),
    [("remarks: 三条", ":1.*列表"), ("received: 明天\nremarks: [{remark: 甲}]", "received.*明天"), ("remarks:\n  - reply: 甲", ":2.*remark"),
     ("remarks:\n  - remark: 甲\n    answer: 乙", ":3.*answer"), ("remark: 甲", "没有“remark”.*remarks")],
)  # fmt: skip
def test_remarks_edited_into_nonsense_are_told_with_their_line(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / REMARKS).write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=says):
        read_remarks(tmp_path / REMARKS)
