"""Every construct, seen by the Open XML validator and by python-docx."""

from __future__ import annotations

import datetime
import io
import os
import subprocess
from pathlib import Path

import docx
import pytest

from alliance_docs.drafting.draft import Draft
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ooxml-validator/node_modules/@xarsh"
VALIDATOR = next(iter(sorted(CACHE.glob("ooxml-validator-*/ooxml-validator*"))), None) if CACHE.is_dir() else None


@pytest.mark.skipif(VALIDATOR is None, reason="Open XML validator not installed")
@pytest.mark.parametrize("fonts", ["公文字体", "系统自带"])
def test_the_validator_finds_no_error(sample: Draft, tmp_path: Path, fonts: str) -> None:
    path = tmp_path / "章程 样本.docx"
    path.write_bytes(write(sample, common_shell(), Meta("d", "f", "1", datetime.date(2026, 3, 1), fonts)))  # type: ignore[arg-type]
    assert VALIDATOR is not None
    done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
    assert '"ok": true' in done.stdout, done.stdout[:2000]


def test_python_docx_opens_it_and_finds_our_properties(sample: Draft) -> None:
    opened = docx.Document(io.BytesIO(write(sample, common_shell(), Meta(date=datetime.date(2026, 3, 1)))))
    assert opened.core_properties.title == "储能联盟章程"
    assert opened.core_properties.author == "alliance-docs"
    assert opened.core_properties.created is not None
    assert opened.core_properties.created.date() == datetime.date(2026, 3, 1)
    assert {table.style.name for table in opened.tables if table.style} == {"联盟表格", "联盟表单"}
