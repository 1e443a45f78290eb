"""README.md cannot rot: its commands run as they stand, in its order, and its table says what the data say."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from alliance_docs.checks.requirement import requirements
from alliance_docs.dossier.in_force import in_force
from alliance_docs.dossier.store import read_answers
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import homes

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(found, comments=True)[1:]
    for line in re.findall(r"^    (.+)$", README, flags=re.MULTILINE)
    for found in re.findall(r"alliance-docs .+", line)
]
IN_A_DOSSIER = ("build", "check", "attach")
"""Commands that the first session runs from within the dossier when they name none."""


@pytest.fixture
def beside_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that has what the commands read; of the list of 26 only the first two rows."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "tests" / "data" / "sixth", tmp_path / "tests" / "data" / "sixth")
    listed = tmp_path / "examples" / "guangxi-alliances.csv"
    listed.write_text("\n".join(listed.read_text(encoding="utf-8").splitlines()[:3]), encoding="utf-8")
    (tmp_path / "营业执照.pdf").write_bytes(b"%PDF-1.4\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_of_the_readme_runs(run, beside_the_readme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(COMMANDS) >= 18
    for words in COMMANDS:
        asks = words[0] == "ask" or (words[0] == "new" and "--answers" not in words and "--list" not in words)
        here = beside_the_readme
        if words[0] == "ask" or (words[0] in IN_A_DOSSIER and not any(word.startswith("demo") for word in words)):
            here = beside_the_readme / "demo"
            shutil.copy(beside_the_readme / "营业执照.pdf", here)
        monkeypatch.chdir(here)
        import time; t=time.process_time()
        said = run(*words, stdin="某某\n" if asks else "")
        import os; os.write(9, f"{time.process_time()-t:.1f} {words}\n".encode())
        assert said.status == 0, (words, said.out[-400:], said.err)
    made = {path.parent.name for path in beside_the_readme.glob("*/alliance.yaml")}
    assert made >= {words[1] for words in COMMANDS if words[0] == "new" and words[1] != "demo-all" and not words[1].startswith("-")}
    assert len(list((beside_the_readme / "demo-all").glob("*/alliance.yaml"))) == 2
    assert (beside_the_readme / "outputs").is_dir(), "new without a folder"


def test_the_table_of_jurisdictions_says_what_the_data_say() -> None:
    rows = {}
    for line in re.findall(r"^\| `.+\|$", README, flags=re.MULTILINE):
        name, _, _, filings, documents, asked = (cell.strip() for cell in line.strip("|").split("|"))
        rows[name.strip("`")] = (re.findall(r"`(.+?)`", filings), int(re.sub(r"\D", "", documents)), int(asked))
    told = {}
    for name in [name for name, home in homes().items() if home.shipped]:
        jurisdiction = in_force(load_jurisdiction(name), read_answers(ROOT / "examples" / f"{name}.yaml"))
        filings = [filing.id for filing in jurisdiction.filings]
        told[name] = (filings, len(jurisdiction.filings[0].documents), len(requirements(name)))
    assert rows == told
    assert sum(asked for _, _, asked in rows.values()) == int(re.findall(r"(\d+) requirements in all", README)[0])


def test_the_links_of_readme_and_docs_lead_somewhere() -> None:
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = re.sub(r"^( {4}.*|```.*?^```)$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"(?<!`)\[[^\]\n]+\]\(([^)#\s]+)\)", text):
            assert target.startswith("http") or (path.parent / target).exists(), f"{path.name}: {target}"
