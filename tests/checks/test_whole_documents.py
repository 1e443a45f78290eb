"""Whole documents of strangers: they are read from plain Word files and asked what they settle."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML

from alliance_docs.checks.topics import topic_ids

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("strangers", "tuning-documents")
# Measured on 2026-11-23: 176 of 196 settled matters of the ten measuring documents are found, six that are not settled are told; one
# document (j) is written in deliberately odd words and holds 13 of the 20 that are missed.
PRECISION_FLOOR = 0.96
RECALL_FLOOR = 0.88


@cache
def tool() -> ModuleType:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        spec = importlib.util.spec_from_file_location("document_figures", ROOT / "tools" / "document_figures.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "tools"))
    return module


def documents(folder: str) -> list[tuple[str, Any]]:
    paths = sorted((ROOT / "tests" / "data" / folder).glob("*.yaml"))
    return [(path.stem, YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))) for path in paths]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_label_names_a_topic_and_an_article_of_the_document(folder: str) -> None:
    found = documents(folder)
    assert len(found) >= 10
    for name, data in found:
        assert set(data["settled"]) <= topic_ids(), name
        assert data["kind"] in ("charter", "agreement"), name
        for topic, place in data["settled"].items():
            assert place is False or str(place).rpartition("、")[2].strip() in data["text"] or str(place) in data["text"], (name, topic)


def test_what_strangers_settle_is_found_and_little_else() -> None:
    found = tuple(one for path in sorted((ROOT / "tests" / "data" / "strangers").glob("*.yaml")) for one in tool().answers(path))
    figures = tool().measured(found)
    assert figures.precision >= PRECISION_FLOOR
    assert figures.recall >= RECALL_FLOOR


def test_the_documents_that_were_tuned_on_stay_right() -> None:
    found = tuple(one for path in sorted((ROOT / "tests" / "data" / "tuning-documents").glob("*.yaml")) for one in tool().answers(path))
    figures = tool().measured(found)
    assert figures.precision >= 0.97
    assert figures.recall >= 0.97
