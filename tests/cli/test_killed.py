"""Killed just before any call that changes a file, ``build --filing change`` leaves a whole dossier, and run again it completes."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.recording import record
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.facts import changing
from alliance_docs.facts.changing import Told

KILLED = Path(__file__).with_name("killed.py")
TODAY = "2027-12-01"


@pytest.fixture
def dossier(tmp_path: Path, example: Path) -> Dossier:
    """A unit left and the report was drafted; then another left, so that the draft moves on to another date."""
    dossier = Dossier.create(tmp_path / "案卷", read_answers(example))
    for member, month in (("m11", 5), ("m12", 6)):
        day = dt.date(2027, month, 1)
        record(dossier, lambda facts, _events, who=member, on=day: [changing.leave(facts, who, Told(on, on))], day, day)  # type: ignore[misc]
        if month == 5:
            build(dossier, "change", today=day)
    return dossier


def killed_at(folder: Path, point: int) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, str(KILLED), str(point), "build", str(folder), "--filing", "change", "--today", TODAY]
    return subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_build_killed_at_any_write_leaves_a_whole_dossier_and_is_completed(run, dossier: Dossier, tmp_path: Path) -> None:
    once = Path(shutil.copytree(dossier.folder, tmp_path / "一次做完"))
    whole = killed_at(once, 0)
    assert whole.returncode == 0, whole.stderr
    (calls,) = re.findall(r"calls (\d+)", whole.stderr)
    facts = {name: known for name, known in files(dossier.folder).items() if "/" not in name}
    for point in random.Random(calls).sample(range(1, int(calls) + 1), 3):
        folder = Path(shutil.copytree(dossier.folder, tmp_path / f"在{point}"))
        assert killed_at(folder, point).returncode == 9, point
        killed = Dossier(folder)
        assert facts.items() <= files(folder).items(), point  # alliance.yaml and changes.yaml are as they were
        assert len(killed.facts_on().active_members) == 10
        assert len(list(killed.filings.glob("*-change"))) == 1, point
        for path in killed.filings.rglob("*.docx"):  # whole files, the old or the new
            assert path.read_bytes()[-22:-18] == b"PK\x05\x06", (point, path.name)
        again = run("build", folder, "--filing", "change", "--today", TODAY)
        assert again.status == 0, (point, again.err)
        left = {name: known for name, known in files(folder).items() if not name.endswith(".new~")}
        assert left == files(once), point
