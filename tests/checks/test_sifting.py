"""What is sifted out of a text does not stand in it: the short way finds exactly what reading everything would find."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.checks import line_index
from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check
from alliance_docs.checks.clause_reading import clause_text
from alliance_docs.checks.line_index import LineIndex
from alliance_docs.checks.phrase_groups import phrase_group
from alliance_docs.checks.sifting import sift
from alliance_docs.checks.topics import TopicReader, holds, topics
from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Text
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import load_jurisdiction

ALPHABET = "成果归所有仲裁，。争议属于"
LINES = st.lists(st.text(ALPHABET, max_size=12), max_size=12)
WORDS = st.text(ALPHABET, max_size=5)
SAID = ("成果归完成方所有。", "争议提交仲裁委员会仲裁。", "退出应当提前三个月书面通知秘书处。", "保密期限为五年。", "收益由各方另行约定。")


@settings(max_examples=60, deadline=None)
@given(LINES, WORDS, st.integers(1, 4))
def test_no_line_that_holds_a_word_is_left_out(lines: list[str], word: str, most: int) -> None:
    index = LineIndex(lines)
    few = pytest.MonkeyPatch()
    few.setattr(line_index, "MOST", most)  # as in a text of more lines than are told apart
    crowded = LineIndex(lines)
    few.undo()
    for one in (index, crowded):
        told = set(one.numbers(one.holding(word)))
        assert {number for number, line in enumerate(lines) if word in line} <= told <= set(range(len(lines)))
    if len(word) < 3:
        assert set(index.numbers(index.holding(word))) == {number for number, line in enumerate(lines) if word in line}


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_a_sifted_group_stands_where_the_whole_group_stands(lines: list[str]) -> None:
    group = phrase_group(["归所有", "{成果|争议}…归", "^{属于|仲裁}～{争议|所有}", "争议，仲裁"])
    index = LineIndex(lines)
    sifted = sift(group, index)
    for number, line in enumerate(lines):
        here = index.lines(number, number + 1)
        assert sifted.stands(line, here) == group.stands(line)
        assert list(sifted.on(here).spans(line)) == list(group.spans(line))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(SAID), max_size=3).map("".join), min_size=1, max_size=5))
def test_clauses_read_together_hold_what_each_holds_alone(texts: list[str]) -> None:
    clauses = tuple(article(number, text) for number, text in enumerate(texts, 1))
    reader = TopicReader({"agreement": clauses})
    for topic in ("ip-ownership", "dispute-arbitration", "withdrawal", "confidentiality", "ip-revenue"):
        alone = [holds(topics()[topic], clause_text(clause)) for clause in clauses]
        assert [reader.holds("agreement", clause, topic) for clause in clauses] == alone


def article(number: int, text: str) -> Clause:
    return Clause(f"a{number}", "article", (), (Paragraph((Text(text),)),), number)


def calls_for(articles: int) -> int:
    """Return how many calls, of Python and of C, checking an agreement of so many articles takes."""
    clauses = tuple(article(number, SAID[number % len(SAID)]) for number in range(1, articles + 1))
    case = Case(load_jurisdiction("gansu"), Facts(), {"agreement": Draft("agreement", "协议", clauses)}, dossier=False)
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        check(case)
    finally:
        sys.setprofile(None)
    return counted


def test_the_work_of_a_check_grows_no_faster_than_the_number_of_articles() -> None:
    calls_for(5)  # whatever is read once
    assert calls_for(400) <= 2.3 * calls_for(200)
