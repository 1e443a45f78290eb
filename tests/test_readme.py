"""README.md cannot rot: its commands run as they stand, in its order, and its table says what the data say."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from alliance_docs.checks.requirement import requirements
from alliance_docs.cli.main import cli
from alliance_docs.dossier.in_force import in_force
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.vocabulary import COMPUTED, known_names
from alliance_docs.facts.derived import ROOTS
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import homes, name_folders

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(found, comments=True)[1:]
    for line in re.findall(r"^    (.+)$", README, flags=re.MULTILINE)
    for found in re.findall(r"alliance-docs .+", line)
]
CI = bool(os.environ.get("CI"))
SESSION = ("ask", "build", "check", "attach")
"""Commands that the first session runs in the dossier, when they name none."""


def asks(words: list[str]) -> bool:
    return words[0] == "ask" or (words[0] == "new" and "--answers" not in words and "--list" not in words)


def slow(words: list[str]) -> bool:
    """Commands of the later sections, which other tests run on dossiers of their own."""
    return (words[0] in ("new", "build") and any(word.startswith("demo-") for word in words)) or (words[0] != "new" and "demo" in words)


def in_demo(words: list[str]) -> bool:
    return words[0] in SESSION and not any(word.startswith("demo") for word in words)


@pytest.fixture(autouse=True)
def only_shipped_jurisdictions() -> Iterator[None]:
    """Forget the folders that commands name, before and after."""
    name_folders(())
    yield
    name_folders(())


@pytest.fixture
def beside_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that has what the commands read; of the list of 26 only the first two rows."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "tests" / "data" / "sixth", tmp_path / "tests" / "data" / "sixth")
    listed = tmp_path / "examples" / "guangxi-alliances.csv"
    listed.write_text("\n".join(listed.read_text(encoding="utf-8").splitlines()[:3]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_commands_of_the_readme_run_in_its_order(run, beside_the_readme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them in CI; elsewhere those of the first session and the quick ones, the rest being run by other tests."""
    for words in COMMANDS:
        if not CI and slow(words):
            continue
        here = beside_the_readme / "demo" if in_demo(words) else beside_the_readme
        if words[0] == "attach":
            (here / words[1]).write_bytes(b"%PDF-1.4\n")
        monkeypatch.chdir(here)
        said = run(*words, stdin="示例\n" if asks(words) else "")
        assert said.status == 0, (words, said.out[-400:], said.err)
    assert list(beside_the_readme.glob("demo/filings/*/*.docx"))
    assert list(beside_the_readme.glob("outputs/*/filings/*/*.docx"))


def test_every_command_of_the_readme_names_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    made = {"demo": "gansu"}
    for words in COMMANDS:
        command = cli.get_command(click.Context(cli), words[0])
        given = command.make_context(words[0], words[1:]).params
        if words[0] == "new":
            jurisdiction = load_jurisdiction(given["jurisdiction"])
            made[str(given["folder"])] = jurisdiction.id
            for option in ("answers", "listed"):
                assert given[option] is None or str(given[option]) in made or (ROOT / given[option]).is_file(), words
        elif words[0] == "build" and given["folders"]:
            filing = load_jurisdiction(made[str(given["folders"][0])]).filing(given["filing"])
            assert filing is not None, words
            assert set(given["documents"]) <= set(filing.documents), words


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


def test_the_guide_to_clause_texts_names_every_name() -> None:
    text = (ROOT / "docs" / "clause-text.md").read_text(encoding="utf-8")
    words = known_names(load_jurisdiction("gansu")).words
    dotted = [f"{name}.{word}" for name in ("v", "j", "pilot") for word in words[name]]
    dotted += [f".{word}" for word in words["region"]]
    roots = [*ROOTS, *COMPUTED, *words]
    assert [name for name in dotted if f"`{name}" not in text and f"{name} " not in text and f"{name}`" not in text] == []
    assert [name for name in roots if not re.search(rf"`{name}[`.(]", text)] == []
