"""tools/messages.py: the English catalogue is made anew without losing a translation, and the same twice."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src" / "alliance_docs" / "cli" / "locale" / "en.po"


@pytest.fixture(scope="module")
def made() -> tuple[bytes, bytes]:
    """The catalogue made from the shipped one, and once more from that."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    first = tool.updated(CATALOGUE.read_bytes())
    return first, tool.updated(first)


def test_the_same_words_give_the_same_bytes(made: tuple[bytes, bytes]) -> None:
    first, again = made
    assert first == again
    for mark in (b"EMAIL", b"Date", b"Generated-By", b"Last-Translator"):
        assert mark not in first


def test_no_translation_in_use_is_lost(made: tuple[bytes, bytes]) -> None:
    new = {message.id: message.string for message in read_po(io.BytesIO(made[0]), locale="en") if message.id}
    with CATALOGUE.open("rb") as stream:
        old = {message.id: message.string for message in read_po(stream, locale="en") if message.id}
    assert len(new) > 50
    assert all(old.get(one, "") == said for one, said in new.items())
