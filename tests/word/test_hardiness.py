"""Files that were taken apart and put together wrongly, and files that LibreOffice saved."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.reader import read
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = shutil.which("soffice")


def broken(data: bytes, chance: random.Random) -> bytes:
    """Take elements out, move them, rename them and spoil their attributes."""
    root = etree.fromstring(data)
    nodes: list[Any] = [node for node in root.iter() if node.getparent() is not None and node.tag != f"{W}body"]
    for _ in range(chance.randint(0, 20)):
        node, other = chance.choice(nodes), chance.choice(nodes)
        parent = node.getparent()
        deed = chance.randrange(4)
        if deed == 0 and parent is not None:
            parent.remove(node)
        elif deed == 1 and other not in node.iter():
            other.append(node)
        elif deed == 2:
            for name in node.attrib:
                node.set(name, chance.choice(["", "x", "-1", "99999999999"]))
        elif deed == 3:
            node.tag = W + chance.choice(["p", "r", "t", "tbl", "sdt", "ins", "fldChar", "tc"])
    return etree.tostring(root)


@pytest.mark.parametrize("seed", range(25))
def test_a_broken_file_is_read_or_refused_never_more(sample: Draft, seed: int) -> None:
    chance = random.Random(seed)
    parts = dict(open_package(write(sample, common_shell(), Meta())).parts)
    for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
        parts[name] = broken(parts[name], chance)
    try:
        found = read(Package(parts).to_bytes())
    except UserError:
        return
    ids = [clause.id for clause in found.clauses]
    assert len(ids) == len(set(ids))
    assert write(found, common_shell(), Meta())


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice not installed")
def test_identity_and_text_survive_libreoffice(sample: Draft, tmp_path: Path) -> None:
    source = tmp_path / "章程 一.docx"
    source.write_bytes(write(sample, common_shell(), Meta("案卷")))
    profile = (tmp_path / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    after = read((tmp_path / "out" / source.name).read_bytes())
    assert [part for part in after.body if part != sample.clause("kept") and getattr(part, "id", "") != "kept"] == [
        part for part in sample.body if getattr(part, "id", "") != "kept"
    ]
    kept = after.clause("kept")
    assert kept is not None
    assert len(kept.blocks) == 2
