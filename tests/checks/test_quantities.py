"""Quantities in words and figures read to the same values; what no number is stays none; long lines are read quickly."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import run
from alliance_docs.checks.data import Entry
from alliance_docs.checks.quantities import MEASURES, day, money, period, share
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.said_data import _subject, subjects
from alliance_docs.dossier.general import GENERAL
from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Text
from alliance_docs.errors import UserError


@pytest.mark.parametrize(
    ("measure", "text", "value"),
    [
        ("share", "三分之二以上", (Fraction(2, 3), False)),
        ("share", "2／3以上", (Fraction(2, 3), False)),
        ("share", "过半数", (Fraction(1, 2), True)),
        ("share", "半数以上", (Fraction(1, 2), False)),
        ("share", "75%", (Fraction(3, 4), False)),
        ("share", "万分之五", (Fraction(1, 2000), False)),
        ("period", "三十（30）日", (30, "日")),
        ("period", "三个月", (90, "日")),
        ("period", "十二个月", (1, "年")),
        ("period", "十五个工作日", (15, "工作日")),
        ("money", "人民币贰拾万元整（￥200,000.00）", Decimal(200_000)),
        ("money", "5万元", Decimal(50_000)),
        ("money", "50,000元", Decimal(50_000)),
        ("day", "二〇二五年六月八日", dt.date(2025, 6, 8)),
        ("day", "2025年2月30日", None),
        ("count", "十二", 12),
    ],
)
def test_a_quantity_reads_to_its_value(measure: str, text: str, value: object) -> None:
    assert MEASURES[measure][1](text) == value


@given(st.text(alphabet="一二三十百分之点零〇0123456789%/年月日万元￥,（）过半数以上 ", max_size=20))
def test_any_text_is_read_without_error(text: str) -> None:
    for read in (share, period, money, day):
        read(text)


def test_every_subject_rests_on_a_rule_that_can_tell_it() -> None:
    rules = catalogue()
    for subject in subjects():
        assert {"documents", "within"} <= set(rules[subject.rule].messages), subject.id
        assert all(way.pattern.groups for way in subject.ways)


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ({"find": ["保密期限为"]}, "【】"),
        ({"find": ["保密【】到【】"]}, "【】"),
        ({"measure": "perod"}, "period"),
        ({"within": "no"}, "within"),
        ({"unles": []}, "unless"),
    ],
)
def test_a_mistake_in_the_data_is_told_with_its_line(part: dict[str, object], word: str) -> None:
    good = {"id": "x", "label": "期限", "rule": "LC-CF-02", "measure": "period", "find": ["保密期限为【】"]}
    with pytest.raises(UserError) as told:
        _subject(Entry({**good, **part}, "common/stated.yaml:7"))
    assert "common/stated.yaml:7" in str(told.value)
    assert word in str(told.value)


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="成员大会理事三分之二以上过半数出席同意提前日十通知退出联盟公司有限（）：盖章甲方、，1234", min_size=1, max_size=60))
def test_long_lines_cost_no_more_than_their_length(piece: str) -> None:
    clause = Clause("a1", "article", (Text("条款"),), (Paragraph((Text(piece * (20_000 // len(piece))),)),), 1)
    drafts = {name: Draft(name, "联盟章程", (clause,)) for name in ("charter", "agreement")}
    rules = [catalogue()[rule] for rule in ("LC-GV-03", "LC-EX-03", "LC-FM-15", "LC-FM-01", "LC-SB-05", "LC-FM-23", "LC-FM-08")]
    started = time.perf_counter()
    run(Case(GENERAL, drafts=drafts, dossier=False), rules)
    assert time.perf_counter() - started < 5


def test_the_files_of_words_are_complete() -> None:
    folder = Path(__file__).resolve().parents[2] / "templates" / "common"
    for name in ("stated.yaml", "thresholds.yaml", "party-words.yaml"):
        assert (folder / name).is_file()
