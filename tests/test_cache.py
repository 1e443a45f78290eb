"""The cache changes nothing but speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance_docs.cache import remembered


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALLIANCE_DOCS_CACHE", str(tmp_path / "c"))
    return tmp_path / "c"


def test_the_same_source_is_made_once_and_a_new_one_again(folder: Path) -> None:
    made: list[str] = []

    def make(value: str):
        return lambda: made.append(value) or {"value": value}

    assert remembered("x", b"1", make("a")) == {"value": "a"}
    assert remembered("x", b"1", make("b")) == {"value": "a"}
    assert remembered("x", b"2", make("c")) == {"value": "c"}
    assert made == ["a", "c"]
    assert len(list(folder.iterdir())) == 1


def test_a_broken_entry_is_as_good_as_none(folder: Path) -> None:
    remembered("x", b"1", lambda: 1)
    (entry,) = folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:33])
    assert remembered("x", b"1", lambda: 2) == 2


def test_errors_pass_through_and_are_not_remembered(folder: Path) -> None:
    def fail() -> int:
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        remembered("x", b"1", fail)
    assert remembered("x", b"1", lambda: 3) == 3


def test_the_cache_can_be_off_or_unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_DOCS_CACHE", "")
    assert remembered("x", b"1", lambda: 1) == 1
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("ALLIANCE_DOCS_CACHE", str(tmp_path / "file"))
    assert remembered("x", b"1", lambda: 2) == 2
