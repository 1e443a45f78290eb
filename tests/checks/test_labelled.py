"""The labelled set of tests/data/labelled: its shape, that it stays frozen, and the figures the topics reach on it."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from alliance_docs.checks.topics import topic_ids

ROOT = Path(__file__).resolve().parents[2]
LEAST = 8
REASONS = {"deferral", "negation", "heading", "other", "law", "spread"}
# Measured on 2026-11-23, after tuning on other articles (tests/data/tuning, tests/data/tuning-documents): 189 of 204 positives found,
# 12 of 225 near misses taken for the topic. At first: 46 and 26. The bar is 0.95 each; raise the floors when a change that was tuned on
# other articles measures better here.
PRECISION_FLOOR = 0.92
RECALL_FLOOR = 0.91
# A label may be mended when it is wrong in law, never because a topic misses it; then write the new digest here.
DIGEST = "c580b9e8b4125aa252bc436bdf754d73075f92197b35d94acfbe7ca4d8d7baad"


@cache
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("topic_figures", ROOT / "tools" / "topic_figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_each_topic_has_enough_articles_of_both_kinds() -> None:
    examples = tool().read_set()
    topics = {one.topic for one in examples}
    assert len(topics) >= 20
    assert topics <= topic_ids()
    for topic in topics:
        kinds = Counter(one.kind for one in examples if one.topic == topic)
        assert kinds.pop("positive") >= LEAST, topic
        assert kinds.total() >= LEAST, topic
        assert set(kinds) == REASONS, topic


def test_no_article_stands_twice() -> None:
    told = Counter(text for one in tool().read_set() for text in one.articles)
    assert [text for text, times in told.items() if times > 1] == []


def test_the_set_is_frozen() -> None:
    told = "\n".join(f"{one.topic}\t{one.kind}\t{'‖'.join(one.articles)}" for one in tool().read_set())
    assert hashlib.sha256(told.encode()).hexdigest() == DIGEST


def test_the_figures_do_not_fall() -> None:
    found = tool().figures(tool().judge(tool().read_set()))
    assert found.precision >= PRECISION_FLOOR
    assert found.recall >= RECALL_FLOOR


def test_the_table_is_the_same_twice(capsys: pytest.CaptureFixture[str]) -> None:
    tool().main([])
    first = capsys.readouterr().out
    tool().main([])
    assert capsys.readouterr().out == first
    assert first.count("[") == 2 * (2 + len({one.topic for one in tool().read_set()}))


@pytest.mark.parametrize(
    ("good", "of", "low", "high"), [(8, 10, 0.490, 0.943), (0, 8, 0.0, 0.324), (8, 8, 0.676, 1.0), (0, 0, 0.0, 1.0)]
)
def test_wilsons_interval(good: int, of: int, low: float, high: float) -> None:
    assert tool().wilson(good, of) == pytest.approx((low, high), abs=0.001)


def test_rubric_and_items_are_read_as_such() -> None:
    clause = tool().clause_of("争议解决｜顺序如下：\n（一）协商；\n（二）仲裁。", "a")
    assert clause.rubric_text == "争议解决"
    assert [getattr(block, "number", 0) for block in clause.blocks] == [0, 1, 2]
