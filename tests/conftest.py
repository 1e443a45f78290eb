from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "gansu.yaml"
CORE = ROOT / "tests" / "data" / "gansu-core.yaml"

settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)  # the same examples each time: red means the change
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the cache of the tests apart from the user's."""
    os.environ["ALLIANCE_DOCS_CACHE"] = str(tmp_path_factory.getbasetemp() / "cache")


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in process as a user would: ``run("check", folder, input="…")``."""

    def call(*arguments: object, stdin: str = "") -> Said:
        from alliance_docs.cli.main import main

        monkeypatch.setattr(sys, "argv", ["alliance-docs", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Said(ended.value.code if isinstance(ended.value.code, int) else 0, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def example() -> Path:
    return EXAMPLE


@pytest.fixture(scope="session")
def core_example() -> Path:
    return CORE
