"""Words replaced as tracked changes: accepting gives the new words, rejecting the old ones, and nothing else is touched."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from alliance_docs.drafting.draft import Draft
from alliance_docs.word.lines import OBJECT, Line, lines
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import STRICT_W
from alliance_docs.word.places import places
from alliance_docs.word.reader import read
from alliance_docs.word.revising import Revision, revised
from alliance_docs.word.seal import untouched
from alliance_docs.word.shell import common_shell
from alliance_docs.word.views import View, settle
from alliance_docs.word.writer import Meta, write

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ooxml-validator/node_modules/@xarsh"
VALIDATOR = next(iter(sorted(CACHE.glob("ooxml-validator-*/ooxml-validator*"))), None) if CACHE.is_dir() else None
DAY = dt.date(2026, 3, 1)
Make = Callable[..., bytes]


def change(data: bytes, *revisions: Revision) -> bytes:
    return revised(data, revisions, author="合规检查", date=DAY)


def settled(data: bytes, view: View) -> bytes:
    """Accept or reject every tracked change, as Word does."""
    package = open_package(data)
    name = package.document_name()
    root = package.xml(name)
    settle(root, view)
    return Package({**package.parts, name: etree.tostring(root)}).to_bytes()


def words(data: bytes) -> list[str]:
    return [line.text for line in lines(settled(data, "accepted"))]


PARAGRAPH = """
<w:p w:rsidR="000000AA"><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:bookmarkStart w:id="3" w:name="a"/>
  <w:r w:rsidR="000000BB"><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">第二条 经</w:t><w:tab/><w:t>半</w:t></w:r><w:bookmarkEnd w:id="3"/>
  <w:proofErr w:type="spellStart"/><w:r><w:rPr><w:i/></w:rPr><w:lastRenderedPageBreak/><w:t>数以</w:t></w:r><w:r><w:t>上</w:t><w:br/><w:t>同意。</w:t></w:r></w:p>
"""


def test_the_new_words_look_like_the_old_ones_and_runs_keep_what_they_had(document: Make) -> None:
    before = document(PARAGRAPH)
    (line,) = lines(before)
    assert line == Line("第二条 经\t半数以上\n同意。")
    after = change(before, Revision(0, 6, 10, "过半数"))
    assert words(after) == ["第二条 经\t过半数\n同意。"]
    root = open_package(after).xml("word/document.xml")
    (put,) = root.iter(f"{W}ins")
    assert [node.tag for node in put.find(f"{W}r/{W}rPr")] == [f"{W}b", f"{W}sz"]
    assert (put.get(f"{W}author"), put.get(f"{W}date")) == ("合规检查", "2026-03-01T00:00:00Z")
    assert ["".join(text.text for text in struck.iter(f"{W}delText")) for struck in root.iter(f"{W}del")] == ["半", "数以", "上"]
    assert [node.get(f"{W}rsidR") for node in root.iter(f"{W}r")][:2] == ["000000BB", "000000BB"]
    numbers = [node.get(f"{W}id") for node in root.iter(f"{W}ins", f"{W}del")]
    assert len(set(numbers)) == 4
    assert "3" not in numbers


def test_only_the_main_part_changes_and_the_same_input_gives_the_same_bytes(sample: Draft) -> None:
    before = write(sample, common_shell(), Meta(date=DAY))
    number, line = next((place, one) for place, one in enumerate(lines(before)) if "没有条标的一款" in one.text)
    at = line.text.index("没有条标")
    revision = Revision(number, at, at + 4, "有")
    after = change(before, revision)
    old, new = open_package(before).parts, open_package(after).parts
    assert {name for name in new if new[name] != old.get(name)} == {"word/document.xml"}
    assert after == change(before, revision)
    assert read(settled(after, "original")) == read(before)
    assert places(after) == places(before)


def test_a_copy_is_known_until_somebody_saves_it(document: Make) -> None:
    after = change(document(PARAGRAPH), Revision(0, 0, 1, "某"))
    assert untouched(after, "changes")
    assert not untouched(after, "remarks")
    parts = dict(open_package(after).parts)
    parts["word/document.xml"] = parts["word/document.xml"].replace("同意".encode(), "反对".encode())
    assert not untouched(Package(parts).to_bytes(), "changes")


LOCKED = """
<w:p><w:r><w:t>甲</w:t></w:r><w:ins w:id="1" w:author="张律师"><w:r><w:t>乙</w:t></w:r></w:ins><w:del w:id="2" w:author="张律师"><w:r><w:delText>删</w:delText></w:r></w:del>
  <w:hyperlink w:anchor="x"><w:r><w:t>丙</w:t></w:r></w:hyperlink><w:fldSimple w:instr="PAGE"><w:r><w:t>丁</w:t></w:r></w:fldSimple>
  <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF _a \\h</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>戊</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
  <w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent><w:r><w:t>己</w:t></w:r></w:sdtContent></w:sdt>
  <w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:r><w:t>庚</w:t></w:r></w:sdtContent></w:sdt>
  <w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>辛</w:t></w:r><w:r><w:rPr><w:b/><w:rPrChange w:id="9" w:author="张律师"><w:rPr/></w:rPrChange></w:rPr><w:t>壬</w:t></w:r></w:p>
<w:p><w:r><w:t>外</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>
"""


def test_what_is_somebody_elses_is_locked_and_refused(document: Make) -> None:
    data = document(LOCKED)
    first, outside, box = lines(data)
    assert first.text == "甲乙丙丁戊己庚辛壬"
    whys = [first.lock(place, place + 1) for place in range(9)]
    assert whys == ["", "revision", "link", "field", "field", "control", "", "", "revision"]
    assert (outside.text, box.text, box.lock(0, 1)) == (f"外{OBJECT}", "框", "box")
    for place, why in enumerate(whys):
        if why:
            with pytest.raises(ValueError, match=why):
                change(data, Revision(0, place, place + 1, "x"))
    with pytest.raises(ValueError, match="twice"):
        change(data, Revision(0, 6, 8, "x"), Revision(0, 7, 8, "y"))
    with pytest.raises(ValueError, match="no paragraph"):
        change(data, Revision(9, 0, 1, "x"))
    assert words(change(data, Revision(0, 6, 8, "x")))[0] == "甲乙丙丁戊己x壬"


def test_the_strict_variant_stays_strict(document: Make) -> None:
    parts = dict(open_package(document(PARAGRAPH)).parts)
    parts["word/document.xml"] = parts["word/document.xml"].replace(W[1:-1].encode(), STRICT_W[1:-1].encode())
    after = change(Package(parts).to_bytes(), Revision(0, 6, 10, "过半数"))
    assert W[1:-1].encode() not in open_package(after).parts["word/document.xml"]
    assert words(after) == ["第二条 经\t过半数\n同意。"]


def test_a_mark_beside_the_words_is_not_struck_with_them(document: Make) -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/><w:t>1</w:t></w:r>'
    data = document(f'<w:p>{field}<w:r><w:fldChar w:fldCharType="end"/><w:t>页以上</w:t><w:commentReference w:id="5"/></w:r></w:p>')
    root = open_package(change(data, Revision(0, 1, 3, "张"))).xml("word/document.xml")
    assert not [node for struck in root.iter(f"{W}del") for node in struck.iter(f"{W}fldChar", f"{W}commentReference")]
    assert words(change(data, Revision(0, 1, 3, "张"))) == ["1张上"]


@pytest.mark.skipif(VALIDATOR is None, reason="Open XML validator not installed")
@pytest.mark.parametrize("made", ["ours", "stranger"])
def test_the_validator_finds_no_error(document: Make, sample: Draft, tmp_path: Path, made: str) -> None:
    data = write(sample, common_shell(), Meta(date=DAY)) if made == "ours" else document(PARAGRAPH)
    every = [
        Revision(number, place, place + 1, "改")
        for number, line in enumerate(lines(data))
        for place in range(0, len(line.text), 3)
        if not line.lock(place, place + 1) and line.text[place] not in f"\t\n{OBJECT}"
    ]
    path = tmp_path / "a.docx"
    path.write_bytes(change(data, *every))
    assert VALIDATOR is not None
    done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
    assert '"ok": true' in done.stdout, done.stdout[:2000]


LOOKS = ("", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:sz w:val="24"/></w:rPr>')
BETWEEN = ("", '<w:proofErr w:type="gramStart"/>', '<w:del w:id="801" w:author="张"><w:r><w:delText>旧</w:delText></w:r></w:del>')
ODD = (
    "<w:r><w:t>半</w:t><w:tab/><w:t> 数 </w:t><w:br/><w:t xml:space=\"preserve\"> 以 </w:t></w:r>",
    '<w:ins w:id="802" w:author="张"><w:r><w:t>新</w:t></w:r></w:ins>',
    '<w:hyperlink w:anchor="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>',
)  # fmt: skip
run_xml = st.one_of(
    st.builds(
        lambda look, text, between: f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>{between}',
        st.sampled_from(LOOKS), st.text("半数以上第三条(（ 同意", max_size=6), st.sampled_from(BETWEEN),
    ),
    st.sampled_from(ODD),
)  # fmt: skip
paragraph_xml = st.lists(run_xml, max_size=5).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(paragraph_xml, min_size=1, max_size=3), st.data())
def test_accepting_gives_the_new_words_and_rejecting_the_old(document: Make, body: list[str], data: Any) -> None:
    before = document("".join(body))
    expected, revisions = [], []
    for number, line in enumerate(lines(before)):
        at, text = 0, ""
        while at < len(line.text):
            end = min(len(line.text), at + data.draw(st.integers(1, 4)))
            if not line.lock(at, end) and data.draw(st.booleans()):
                put = data.draw(st.text("改 正\u3000。", max_size=3))
                revisions.append(Revision(number, at, end, put))
                text += put
            else:
                text += line.text[at:end]
            at = end
        expected.append(text)
    after = change(before, *revisions)
    assert [line.text for line in lines(after)] == words(after) == expected
    assert words(settled(after, "accepted")) == expected
    assert [line.text for line in lines(settled(after, "original"))] == [line.text for line in lines(settled(before, "original"))]
    assert read(after, "original") == read(before, "original")
