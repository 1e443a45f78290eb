"""Remarks as native comments: anchored where they belong, and nothing else in the file is touched."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.drafting.draft import Draft
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import STRICT_W
from alliance_docs.word.places import places
from alliance_docs.word.reader import read
from alliance_docs.word.remarks import Remark, remarked
from alliance_docs.word.seal import untouched
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ooxml-validator/node_modules/@xarsh"
VALIDATOR = next(iter(sorted(CACHE.glob("ooxml-validator-*/ooxml-validator*"))), None) if CACHE.is_dir() else None
DAY = dt.date(2026, 3, 1)
CHANGED = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"}
Make = Callable[..., bytes]


def annotate(data: bytes, *remarks: Remark, date: dt.date | None = DAY) -> bytes:
    return remarked(data, remarks, author="合规检查", initials="合规", date=date)


def said(data: bytes, w: str = W) -> list[tuple[str, str, str]]:
    """Each comment in order: its author, its words, and the words of the paragraph it is anchored at."""
    package = open_package(data)
    linked = [link.target for link in package.relationships("word/document.xml").values() if link.type.endswith("/comments")]
    assert len(linked) == 1
    found = []
    root = package.xml("word/document.xml")
    for node in package.xml(linked[0]).iter(f"{W}comment"):
        number = node.get(f"{W}id")
        (start,) = (mark for mark in root.iter(f"{W}commentRangeStart") if mark.get(f"{W}id") == number)
        (end,) = (mark for mark in root.iter(f"{W}commentRangeEnd") if mark.get(f"{W}id") == number)
        (mark,) = (mark for mark in root.iter(f"{W}commentReference") if mark.get(f"{W}id") == number)
        assert start.getparent() is end.getparent() is mark.getparent().getparent()
        words = "\n".join("".join(part.text for part in line.iter(f"{W}t")) for line in node.iter(f"{W}p"))
        found.append((node.get(f"{W}author"), words, "".join(part.text or "" for part in start.getparent().iter(f"{W}t"))))
    return found


def errors(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    assert VALIDATOR is not None
    return subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="module")
def ours(sample: Draft) -> bytes:
    return write(sample, common_shell(), Meta(date=DAY))


def everywhere(data: bytes) -> list[Remark]:
    """A remark on every paragraph that a clause's words stand in, and one without a place."""
    numbers = sorted({number for found in places(data).values() for number in found})
    return [Remark(number, (f"第{number}处", "依据：某法")) for number in numbers]


def test_a_remark_stands_at_its_paragraph_with_author_and_date(ours: bytes) -> None:
    data = annotate(ours, Remark(places(ours)["duties"][1], ("LC-GV-02　警告", "改为<过半数>&")))
    ((author, words, paragraph),) = said(data)
    assert (author, words) == ("合规检查", "LC-GV-02　警告\n改为<过半数>&")
    assert "没有条标的一款" in paragraph
    comment = next(open_package(data).xml("word/comments.xml").iter(f"{W}comment"))
    assert (comment.get(f"{W}date"), comment.get(f"{W}initials")) == ("2026-03-01T00:00:00Z", "合规")


def test_without_a_day_a_remark_has_no_date(ours: bytes) -> None:
    assert b"w:date" not in open_package(annotate(ours, Remark(0, ("x",)), date=None)).parts["word/comments.xml"]


def test_untouched_parts_and_the_text_stay_as_they_were(ours: bytes) -> None:
    before, data = open_package(ours).parts, annotate(ours, *everywhere(ours))
    after = open_package(data).parts
    assert {name for name in after if after[name] != before.get(name)} == CHANGED
    assert set(before) <= set(after)
    assert read(data) == read(ours)
    assert places(data) == places(ours)


def test_the_same_remarks_give_the_same_bytes(ours: bytes) -> None:
    assert annotate(ours, *everywhere(ours)) == annotate(ours, *everywhere(ours))


@pytest.mark.skipif(VALIDATOR is None, reason="Open XML validator not installed")
def test_the_validator_finds_no_error_with_a_remark_everywhere(ours: bytes, tmp_path: Path) -> None:
    assert '"ok": true' in (told := errors(annotate(ours, *everywhere(ours)), tmp_path / "a.docx")), told[:2000]


STRANGER = """
<w:p><w:r><w:t>联盟章程</w:t></w:r></w:p>
<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:ins w:id="90" w:author="张律师"><w:r><w:t>第一条 表决须半数以上同意。</w:t></w:r></w:ins>
  <w:del w:id="91" w:author="张律师"><w:r><w:delText>旧的一款。</w:delText></w:r></w:del></w:p>
<w:p><w:pPr><w:rPr><w:del w:id="92" w:author="张律师"/></w:rPr></w:pPr><w:del w:id="93" w:author="张律师"><w:r><w:delText>第二条 删去了。</w:delText></w:r></w:del></w:p>
<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr>
  <w:tc><w:p><w:r><w:t>单位</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>××公司</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>第二条 附则。</w:t></w:r></w:p>
<w:sectPr/>
"""
OLD = f"""<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="7" w:author="李律师" w:initials="李"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment></w:comments>"""


def test_words_in_tables_and_tracked_insertions_can_be_remarked_on(document: Make) -> None:
    data = document(STRANGER)
    draft, found = read(data), places(data)
    (clause,) = (clause for clause in draft.clauses if clause.number == 1)
    one = annotate(data, Remark(found[clause.id][1], ("a",)), Remark(found[clause.id][-1], ("b",)))
    assert [(words, paragraph) for _, words, paragraph in said(one)] == [("a", "第一条 表决须半数以上同意。"), ("b", "××公司")]
    assert read(one) == draft


def test_a_remark_without_a_place_goes_to_the_first_paragraph_with_words(document: Make) -> None:
    data = document("<w:p/>" + STRANGER)
    assert said(annotate(data, Remark(-1, ("a",)), Remark(999, ("b",))))[0][2] == "联盟章程"
    empty = annotate(document("<w:sectPr/>"), Remark(-1, ("a",)))
    assert [words for _, words, _ in said(empty)] == ["a"]


def test_a_text_box_is_remarked_on_from_outside(document: Make) -> None:
    box = '<w:p><w:r><w:t>外</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>'
    before = document(box)
    data = annotate(before, Remark(1, ("a",)))
    assert read(data) == read(before)
    (start,) = open_package(data).xml("word/document.xml").iter(f"{W}commentRangeStart")
    assert start.getparent().getparent().tag == f"{W}body"


def with_comments(data: bytes) -> bytes:
    parts = dict(open_package(data).parts)
    parts["word/comments.xml"] = OLD.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>',
    )
    parts["word/_rels/document.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId4" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>'
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        "<w:p><w:r><w:t>联盟章程</w:t></w:r></w:p>".encode(),
        '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>联盟章程</w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>'.encode(),
    )
    return Package(parts).to_bytes()


def test_the_comments_of_others_stay(document: Make) -> None:
    before = with_comments(document(STRANGER))
    data = annotate(before, Remark(0, ("a",)), Remark(4, ("b",)))
    assert [(author, words) for author, words, _ in said(data)] == [("李律师", "请核对"), ("合规检查", "a"), ("合规检查", "b")]
    unchanged = set(open_package(before).parts) - {"word/document.xml", "word/comments.xml"}
    assert all(open_package(data).parts[name] == open_package(before).parts[name] for name in unchanged)


@pytest.mark.skipif(VALIDATOR is None, reason="Open XML validator not installed")
@pytest.mark.parametrize("made", [lambda data: data, with_comments], ids=["none before", "some before"])
def test_the_validator_finds_no_error_in_strangers_files(document: Make, tmp_path: Path, made: Callable[[bytes], bytes]) -> None:
    data = made(document(STRANGER))
    assert '"ok": true' in (told := errors(data, tmp_path / "before.docx")), told[:2000]
    assert '"ok": true' in (told := errors(annotate(data, *everywhere(data)), tmp_path / "after.docx")), told[:2000]


def test_the_same_is_not_said_twice_of_one_paragraph(document: Make) -> None:
    data = document(STRANGER)
    once = annotate(data, Remark(0, ("a",)), Remark(0, ("a",)), Remark(4, ("a",)))
    assert [words for _, words, _ in said(once)] == ["a", "a"]
    assert annotate(once, Remark(0, ("a",)), Remark(4, ("a",)), Remark(4, ("b", "c")), date=None) != once
    assert [words for _, words, _ in said(annotate(once, Remark(0, ("a",)), Remark(0, ("b",))))] == ["a", "a", "b"]


def test_the_strict_variant_stays_strict(document: Make) -> None:
    parts = dict(open_package(document(STRANGER)).parts)
    for name in ("word/document.xml", "_rels/.rels"):
        parts[name] = parts[name].replace(W[1:-1].encode(), STRICT_W[1:-1].encode())
    data = annotate(Package(parts).to_bytes(), Remark(0, ("a",)))
    written = open_package(data).parts
    assert W[1:-1].encode() not in written["word/document.xml"] + written["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in written["word/_rels/document.xml.rels"]
    assert [words for _, words, _ in said(data)] == ["a"]


def test_what_we_wrote_is_known_until_somebody_saves_it(document: Make, change: Callable[[bytes, Any], bytes]) -> None:
    data = document(STRANGER)
    ours = annotate(data, Remark(0, ("a",)))
    assert untouched(ours, "remarks")
    assert not untouched(data, "remarks")
    assert not untouched(b"PK nothing", "remarks")

    def answer(root: Any) -> None:
        next(root.iter(f"{W}t")).text = "改过"

    assert not untouched(change(ours, answer), "remarks")
    assert untouched(annotate(ours, Remark(0, ("b",))), "remarks")


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(-3, 12), st.text(max_size=20)), max_size=4))
def test_any_words_can_be_said_anywhere(said_of: list[tuple[int, str]]) -> None:
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<w:document xmlns:w="{W[1:-1]}"><w:body>{STRANGER}</w:body></w:document>',
    }
    data = Package({name: content.encode() for name, content in parts.items()}).to_bytes()
    assert read(annotate(data, *(Remark(number, (words,)) for number, words in said_of))) == read(data)
