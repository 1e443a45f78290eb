"""Every file of the five shipped packages, all filings: valid Open XML, and LibreOffice renders it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.history import append
from alliance_docs.dossier.pdf import to_pdf
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.facts.history import Event
from alliance_docs.facts.period import ReElection
from alliance_docs.facts.yaml_file import parse
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder

OTHERS = ("g60", "guangdong-2012", "guangdong-2016", "guangxi")
"""Gansu's package is rendered and validated in test_package.py."""
VALIDATOR = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ooxml-validator/node_modules/@xarsh"


def needs(program: object, name: str) -> None:
    if not program:
        assert not os.environ.get("CI"), f"CI must have {name}"
        pytest.skip(f"{name} is not installed")


def re_election() -> ReElection | None:
    """A re-election arranged three years after the founding, by members whose ids every example has."""
    later = Path(__file__).parent.joinpath("data", "gansu-year.yaml").read_text(encoding="utf-8")
    return parse((data_folder("examples") / "gansu.yaml").read_text(encoding="utf-8") + later, "gansu", consistent=False).re_election


@pytest.fixture(scope="module", params=OTHERS)
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All Word files of all filings; of the members' forms one filled and the empty one."""
    facts = read_answers(data_folder("examples") / f"{request.param}.yaml").model_copy(update={"re_election": re_election()})
    dossier = Dossier.create(tmp_path_factory.mktemp("案卷") / request.param, facts)
    third, fourth, fifth = (member.id for member in (facts.members or ())[2:5])
    left = {f"members[{fourth}].withdrawn": "2029-06-30", f"members[{fourth}].stage": "退出"}
    thrown = {f"members[{fifth}].withdrawn": "2029-07-31", f"members[{fifth}].stage": "退出"}
    renamed = {f"members[{third}].name": "示例更名单位有限公司"}
    day = dt.date(2029, 6, 30)
    append(
        dossier,
        Event("c001", "change", "leave", day, day, "方向调整。", member=fourth, organ="理事会", sets=left),
        Event("c002", "change", "expel", dt.date(2029, 7, 31), day, "严重违约。", member=fifth, organ="成员大会", sets=thrown),
        Event("c003", "change", "rename", dt.date(2029, 8, 1), day, "改制。", member=third, organ="成员单位自行决定", sets=renamed),
        Event("c004", "change", "amend", dt.date(2029, 9, 1), day, "完善机制。", organ="成员大会", sets={"exit.notice_days": "120"}),
    )
    for filing in load_jurisdiction(request.param).filings:
        build(dossier, filing.id)
    found = sorted(dossier.filings.rglob("*.docx"))
    forms = [path for path in found if "会员单位申请表－" in path.name]
    return [path for path in found if path not in forms[1:-1] or "空白" in path.name]


def test_the_open_xml_validator_finds_nothing(files: list[Path]) -> None:
    programs = sorted(VALIDATOR.glob("ooxml-validator-*/ooxml-validator*")) if VALIDATOR.is_dir() else []
    needs(programs, "the Open XML validator")
    for path in files:
        found = subprocess.run([str(programs[0]), str(path)], capture_output=True, text=True, check=False)
        assert '"ok": true' in found.stdout, (path.name, found.stdout[:2000])


def test_libreoffice_renders_every_file(files: list[Path], tmp_path: Path) -> None:
    needs(shutil.which("soffice") and shutil.which("pdftotext"), "LibreOffice with pdftotext")
    folder = tmp_path / "渲染"
    folder.mkdir()
    for number, path in enumerate(files):
        shutil.copy(path, folder / f"{number:02d} {path.name}")
    made = to_pdf(folder)
    assert len(made) == len(files)
    for path in made:
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
        assert text.strip(), path.name
        assert "引用源" not in text, path.name
