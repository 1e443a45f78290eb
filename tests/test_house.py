"""The house rules: import direction, types, style, licences, what must not be in the repository."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "alliance_docs"


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_imports_run_down_the_list_of_rooms() -> None:
    pytest.importorskip("importlinter", reason="import-linter is not installed")
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr


def test_types_are_complete() -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    found = tool("mypy")
    assert found.returncode == 0, found.stdout


def test_style_is_clean() -> None:
    if not shutil.which("ruff") and tool("ruff", "--version").returncode:
        pytest.skip("ruff is not installed")
    found = tool("ruff", "check", "src", "tests", "bench", "tools")
    assert found.returncode == 0, found.stdout


def _requirements(name: str, seen: set[str]) -> None:
    name = re.sub(r"[-_.]+", "-", name).lower()
    if name in seen:
        return
    seen.add(name)
    try:
        needed = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for line in needed:
        if "extra ==" not in line:
            found = re.match(r"[A-Za-z0-9._-]+", line)
            if found:
                _requirements(found[0], seen)


def test_no_dependency_is_under_the_gpl() -> None:
    seen: set[str] = set()
    _requirements("alliance-docs", seen)
    assert {"docxtpl", "lxml", "pydantic"} <= seen
    for name in sorted(seen):
        try:
            data = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        words = " ".join([data.get("License-Expression") or "", (data.get("License") or "")[:200], *(data.get_all("Classifier") or [])])
        strong = re.search(r"(?<!L)(?<!Lesser )\bA?GPL(v?[23])?\b|(?<!Lesser )General Public License(?! v?2.1)", words)
        assert not strong or re.search(r"LGPL|Lesser|MIT|BSD", words), f"{name}: {words}"


def test_python_files_stay_small() -> None:
    for path in SOURCE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_nobody_reads_the_clock() -> None:
    pattern = re.compile(r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time)\(")
    allowed = {SOURCE / "cli" / "today.py"}
    hits = [path for path in SOURCE.rglob("*.py") if path not in allowed and pattern.search(path.read_text(encoding="utf-8"))]
    assert hits == []


def test_no_policy_sentence_is_copied() -> None:
    """Long quotations in our own texts are the policies' definitions at most; requirements are restated."""
    marker = "为深入贯彻落实国务院办公厅"
    for path in [*ROOT.glob("templates/**/*.md"), *ROOT.glob("templates/**/*.yaml"), *ROOT.glob("questionnaires/*.yaml")]:
        assert marker not in path.read_text(encoding="utf-8"), path
