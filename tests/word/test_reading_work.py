"""Reading a stranger's file takes work in proportion to its length: calls are counted, nothing is timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document

from alliance_docs.word.reader import read_for_check


def articles(document: Document, size: int) -> None:
    for number in range(1, size + 1):
        document.add_paragraph(f"第{number}条　成员 成员应当遵守本协议，按期缴纳会费。")
        document.add_paragraph("（一）按期缴纳；")


def decimals(document: Document, size: int) -> None:
    for number in range(size):
        document.add_paragraph(f"{number // 9 + 1}.{number % 9 + 1} 成员应当遵守本协议。")


def plain(document: Document, size: int) -> None:
    for _ in range(size):
        document.add_paragraph("成员应当遵守本协议，按期缴纳会费")


def runs(document: Document, size: int) -> None:
    paragraph = document.add_paragraph()
    for number in range(size):
        paragraph.add_run("成员应当遵守本协议，").bold = number % 2 == 0


def breaks(document: Document, size: int) -> None:
    run = document.add_paragraph().add_run()
    for number in range(1, size + 1):
        run.add_text(f"（{number}）按期缴纳会费；")
        run.add_break()


def rows(document: Document, size: int) -> None:
    table = document.add_table(0, 2)
    for _ in range(size):
        for cell in table.add_row().cells:
            cell.text = "示例单位"


def calls_for(fill: Callable[[Document, int], None], size: int) -> int:
    """Return how many calls, of Python and of C, reading a file filled so takes."""
    document, written = docx.Document(), BytesIO()
    fill(document, size)
    document.save(written)
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        read_for_check(written.getvalue())
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("fill", [articles, decimals, plain, runs, breaks, rows])
def test_the_work_of_reading_grows_no_faster_than_the_file(fill: Callable[[Document, int], None]) -> None:
    start = calls_for(fill, 1)  # what every file takes
    assert calls_for(fill, 200) - start <= 2.3 * (calls_for(fill, 100) - start)
