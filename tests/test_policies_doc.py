"""docs/policies.md cannot rot: every ambiguity has its entry, and every name in code type exists."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from alliance_docs.checks.requirement import requirements
from alliance_docs.checks.rule import rule_ids
from alliance_docs.cli.main import COMMANDS
from alliance_docs.dossier.drafts import Drafted, draft_all, plan_package
from alliance_docs.dossier.store import read_answers
from alliance_docs.facts.fields import fields
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
JURISDICTIONS = ("g60", "gansu", "guangdong-2012", "guangdong-2016", "guangxi")
LABELS = ("Unclear", "Handling", "Where", "Why")
SPOKEN = {"validity_note", "binding", "file: key", "jurisdiction document#clause", "templates/<jurisdiction>/requirements.yaml"}
"""How the document explains its own way of writing; these stand for many."""

ENTRIES: dict[str, str] = dict(re.findall(r"^### (AMB-\d\d) .+\n((?:(?!^#).*\n)*)", TEXT, flags=re.MULTILINE))
NAMES = sorted(set(re.findall(r"`([^`\n]+)`", TEXT)) - SPOKEN)


@cache
def drafted(jurisdiction: str) -> Drafted:
    return draft_all(plan_package(read_answers(data_folder("examples") / f"{jurisdiction}.yaml")))


@cache
def data(path: str) -> Any:
    return YAML(typ="safe", pure=True).load((ROOT / path).read_text(encoding="utf-8"))


def has_key(value: Any, key: str) -> bool:
    """Follow a dotted key; a list's records are told by id, and a key may hold dots itself (given.formation.order)."""
    if isinstance(value, list):
        value = {one["id"]: one for one in value if isinstance(one, dict) and "id" in one}
    if not isinstance(value, dict):
        return False
    if key in value:
        return True
    return any(key.startswith(f"{name}.") and has_key(inner, key[len(name) + 1 :]) for name, inner in value.items())


def asks(file: str, path: str) -> bool:
    """Tell whether a questionnaire's own file asks for, or overrides, that fact."""
    said = data(file)
    asked = {question["path"] for section in said.get("sections", ()) for question in section.get("questions", ())}
    return path in asked or path in said.get("override", {})


def has_clause(jurisdiction: str, document: str, clause: str) -> bool:
    """Tell whether the example's draft holds the clause; documents computed from others are looked up in their text."""
    made = drafted(jurisdiction)
    drafts = [draft for name, draft in made.drafts.items() if name.partition("@")[0] == document]
    if drafts:
        return any(draft.clause(clause) for draft in drafts)
    return document in made.plan.documents and clause in made.plan.documents[document].ids()


def exists(name: str) -> bool:
    if found := re.fullmatch(r"([\w/.-]+\.yaml): (.+)", name):
        file, key = found.groups()
        if not (ROOT / file).is_file():
            return False
        return asks(file, key) if file.startswith("questionnaires/") else has_key(data(file), key)
    if found := re.fullmatch(r"([\w-]+) ([\w-]+)#(\w+)", name):
        return found[1] in JURISDICTIONS and has_clause(found[1], found[2], found[3])
    if re.fullmatch(r"(AD|LC)-[A-Z]{2}-\d\d", name):
        return name in rule_ids()
    if re.fullmatch(r"(GD12|GD16|GX12|GS|G60)-\S+", name):
        return any(name in requirements(one) for one in JURISDICTIONS)
    if found := re.fullmatch(r"alliance-docs (\S+)", name):
        return found[1] in COMMANDS
    if found := re.fullmatch(r"v\.(\w+)", name):
        return all(found[1] in load_jurisdiction(one).vocabulary for one in JURISDICTIONS)
    if "/" in name:
        return (ROOT / name).exists()
    return name in JURISDICTIONS or name in fields()


@pytest.mark.parametrize("number", range(1, 36))
def test_every_ambiguity_has_its_entry(number: int) -> None:
    entry = ENTRIES[f"AMB-{number:02d}"]
    assert [label for label in LABELS if f"**{label}.**" in entry] == list(LABELS)
    where = re.search(r"\*\*Where\.\*\*((?:.*\n)*?)- \*\*Why", entry)
    assert where is not None
    assert "`" in where[1]


def test_there_are_no_other_entries() -> None:
    assert len(ENTRIES) == 35
    assert len(re.findall(r"^### ", TEXT, flags=re.MULTILINE)) == 35


def test_every_name_in_code_type_exists() -> None:
    assert [name for name in NAMES if not exists(name)] == []


@pytest.mark.parametrize("wrong", ["g60 charter#nine_towns", "AD-RE-99", "GS-9.9-9", "formation.odrer", "v.cuoncil", "tools/gone.py", "alliance-docs fly",
                                   "templates/g60/jurisdiction.yaml: region.palces", "questionnaires/g60.yaml: formation.odrer", "gansu nothing#title"])  # fmt: skip
def test_a_name_that_does_not_exist_is_noticed(wrong: str) -> None:
    assert not exists(wrong)


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_the_table_of_policies_says_what_the_data_say(jurisdiction: str) -> None:
    made = load_jurisdiction(jurisdiction)
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{jurisdiction}` |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1] == made.code
    assert cells[2].startswith(made.policy.title)
    assert cells[3] == (made.policy.number or "none")
    assert cells[4].startswith(made.policy.date.isoformat() if made.policy.date else "none")
    assert cells[5].startswith(made.policy.issuer)
    assert cells[6].startswith({"agreement": "the agreement", "charter": "the charter", "both": "both"}[made.binding])
