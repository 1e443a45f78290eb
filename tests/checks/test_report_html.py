"""The HTML page: one file, readable by somebody who never saw the tool."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.checks.finding import Finding, Quote
from alliance_docs.checks.report_groups import Report
from alliance_docs.checks.report_html import to_html

FOUND = (
    Finding("GS-2.1-1", "error", "政策要求未满足", basis="《通知》二（一）", fix="补写"),
    Finding(
        "LC-GV-02", "warning", "“半数以上”含恰好一半", "charter", "voting", "第十二条第一款", "《民法典》第一千二百五十九条", "改为过半数",
        Quote("决议应当经半数以上<成员>同意。", 5, 9, ""),
    ),
)  # fmt: skip
REPORT = Report(FOUND, {"charter": "章程"}, {("charter", "voting"): "第十二条　表决"}, {"LC-GV-02": "用“过半数”"}, "甲&乙.docx", "甘肃省")
_EMPTY = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The words of a page, and whether its elements are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def test_the_page_tells_what_was_checked_and_what_was_found() -> None:
    page = to_html([REPORT], dt.date(2026, 3, 1))
    text = Page(page).text
    for words in ("甲&乙.docx", "甘肃省", "2026年3月1日", "共 2 处：错误 1 处，警告 1 处，提示 0 处", "事实和材料", "第十二条　表决", "用“过半数”",
                  "《民法典》第一千二百五十九条", "改为过半数", "LC-GV-02"):  # fmt: skip
        assert words in text
    assert "决议应当经<mark>半数以上</mark>&lt;成员&gt;同意。" in page


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs() -> None:
    page = to_html([REPORT, REPORT], dt.date(2026, 3, 1))
    found = Page(page)
    assert not found.open
    assert not re.search(r"<script|<link|<img|@import|url\(|https?:", page)
    assert {value[0] for name, value in found.attributes if name in ("href", "src")} == {"#"}
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids)) == 4


def test_the_same_findings_give_the_same_page() -> None:
    assert to_html([REPORT], None) == to_html([REPORT], None)


def test_a_clean_check_says_so() -> None:
    text = Page(to_html([Report((), name="章程.docx")])).text
    assert "没有发现问题" in text
    assert "不表示该事项合法" in text


@settings(max_examples=30)
@given(st.text("<>&\"'{}%甲\n/-!", max_size=30))
def test_any_words_stay_words(words: str) -> None:
    finding = Finding(words, "error", words, words, words, words, words, words, Quote(words, 0, len(words) // 2, words))
    page = Page(to_html([Report((finding,), {words: words}, {(words, words): words}, {words: words}, words, words)]))
    assert not page.open
    assert words in page.text
