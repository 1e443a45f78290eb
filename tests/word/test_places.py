"""Each clause of a read Draft is traced to the paragraphs it stands in."""

from __future__ import annotations

from collections.abc import Callable

from alliance_docs.drafting.draft import Draft, clause_inlines, plain
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import open_package
from alliance_docs.word.places import places
from alliance_docs.word.reader import read, read_for_check
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write


def words(data: bytes) -> list[str]:
    root = open_package(data).xml("word/document.xml")
    return ["".join(part.text or "" for part in node.iter(f"{W}t", f"{W}delText")) for node in root.iter(f"{W}p")]


def wrong(data: bytes) -> list[tuple[str, str, str]]:
    """What is not found in the paragraph it is said to stand in."""
    found, paragraphs = places(data), words(data)
    draft = read(data)
    assert list(found) == [clause.id for clause in draft.clauses]
    lines = []
    for clause in draft.clauses:
        runs = list(clause_inlines(clause))
        assert len(runs) == len(found[clause.id])
        for run, place in zip(runs, found[clause.id], strict=True):
            text = plain(run).replace("\n", "").replace("_", "").strip("\u3000 ")
            here = paragraphs[place].replace("_", "") if place >= 0 else ""
            if text and text not in here:
                lines.append((clause.id, text, here))
    return lines


def test_every_run_of_our_own_files_is_found_in_its_paragraph(sample: Draft) -> None:
    assert wrong(write(sample, common_shell(), Meta())) == []


TRACKED = """
<w:p><w:r><w:t>联盟章程</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr><w:del w:id="2" w:author="甲"><w:r><w:delText>第一条 旧的。</w:delText></w:r></w:del></w:p>
<w:p><w:ins w:id="3" w:author="甲"><w:r><w:t>第一条 新的。</w:t></w:r></w:ins></w:p>
<w:p><w:r><w:t>第二条 不变。</w:t></w:r></w:p>
<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>第三条 框内。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>
"""


def test_each_view_leads_to_the_paragraphs_it_reads(document: Callable[..., bytes]) -> None:
    data = document(TRACKED)
    paragraphs = words(data)
    for view in ("accepted", "original"):
        draft, found = read_for_check(data, view).draft, places(data, view, alone=True)
        assert list(found) == [clause.id for clause in draft.clauses]
        (first,) = (clause for clause in draft.clauses if clause.number == 1)
        assert plain(list(clause_inlines(first))[1]) in paragraphs[found[first.id][1]]


def test_every_run_of_strangers_files_is_found_in_its_paragraph(document: Callable[..., bytes]) -> None:
    assert wrong(document(TRACKED)) == []
