from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.sealing import seal
from alliance_docs.dossier.store import Dossier, read_answers

FILED = dt.date(2027, 1, 5)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """The example drafted on 5 January 2027, once for all: to be copied, not written to."""
    dossier = Dossier.create(tmp_path_factory.mktemp("founded") / "案卷", read_answers(example))
    build(dossier, today=FILED)
    return dossier.folder


@pytest.fixture(scope="session")
def closed(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, sealed on that day."""
    folder = Path(shutil.copytree(founded, tmp_path_factory.mktemp("closed") / "案卷"))
    seal(Dossier(folder), folder / "filings" / "2026-12-18-founding", FILED, FILED)
    return folder
