"""Masking in Word files: wherever a number stands and however Word cut it up, it is hidden and nothing else changes."""

from __future__ import annotations

import io
import itertools
import re

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.word.masking import masked
from alliance_docs.word.package import open_package

NUMBER = "13800001234"
PATTERN = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def find(text: str):
    for match in PATTERN.finditer(text):
        yield match.start(), match[0][:3] + "****" + match[0][7:], "mobile"


def file_of(*paragraphs: str) -> bytes:
    """A .docx of paragraphs given as the XML inside w:p."""
    document = docx.Document()
    for inner in paragraphs:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def words(data: bytes) -> str:
    root = open_package(data).xml("word/document.xml")
    return "".join(node.text or "" for node in root.iter() if isinstance(node.tag, str) and node.tag.endswith(("}t", "}delText")))


@given(st.lists(st.integers(1, 10), max_size=6), st.text("甲乙电话：0 ,", max_size=8), st.text("（，）x", max_size=8))
@settings(max_examples=40)
def test_a_number_cut_into_runs_is_hidden_and_the_rest_stays(cuts: list[int], before: str, behind: str) -> None:
    before = before.rstrip("0")
    edges = [0, *sorted(cuts), 11]
    pieces = [NUMBER[start:end] for start, end in itertools.pairwise(edges)]
    done = masked(file_of(run(before) + "".join(map(run, pieces)) + run(behind)), find)
    assert words(done.data) == f"{before}138****1234{behind}"
    assert done.counts == {"mobile": 1}


@pytest.mark.parametrize(
    ("inner", "expected", "count"),
    [
        (f"<w:del w:id='1' w:author='a'>{run(NUMBER, 'delText')}</w:del><w:ins w:id='2' w:author='a'>{run('13911112222')}</w:ins>", "138****1234139****2222", 2),
        (f"{run('138')}<w:del w:id='1' w:author='a'>{run('0000', 'delText')}</w:del><w:ins w:id='2' w:author='a'>{run('1111')}</w:ins>{run('1234')}", "138********1234", 2),
        (f"{run('1380000')}<w:del w:id='1' w:author='a'>{run('1234', 'delText')}</w:del><w:ins w:id='2' w:author='a'>{run('5678')}</w:ins>", "138****12345678", 2),
        (f"<w:ins w:id='2' w:author='a'><w:del w:id='1' w:author='a'>{run(NUMBER, 'delText')}</w:del></w:ins>", "138****1234", 1),
        (run("1380000") + "<w:r><w:tab/></w:r>" + run("1234"), "13800001234", 0),
        (run("合同编号 9138000012345"), "合同编号 9138000012345", 0),
    ],
)
def test_tracked_changes_are_read_both_ways(inner: str, expected: str, count: int) -> None:
    done = masked(file_of(inner), find)
    assert words(done.data) == expected
    assert done.counts["mobile"] == count


def test_links_properties_and_notes_are_looked_into() -> None:
    document = docx.Document()
    document.core_properties.comments = f"联系 {NUMBER}"
    document.part.relate_to(f"tel:{NUMBER}", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True)
    document.sections[0].footer.paragraphs[0].text = NUMBER
    table = document.add_table(1, 1)
    table.cell(0, 0).text = NUMBER
    out = io.BytesIO()
    document.save(out)
    done = masked(out.getvalue(), find)
    assert not any(NUMBER.encode() in part for part in open_package(done.data).parts.values())
    assert docx.Document(io.BytesIO(done.data)).tables[0].cell(0, 0).text == "138****1234"


def test_parts_without_anything_to_hide_keep_their_bytes() -> None:
    data = file_of(run("没有号码"))
    before, after = open_package(data).parts, open_package(masked(data, find).data).parts
    assert dict(before) == dict(after)
    assert masked(data, find).data == masked(data, find).data
