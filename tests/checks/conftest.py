from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from alliance_docs.checks.case import Case
from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.package import first_filing
from alliance_docs.drafting.draft import Clause, Draft, Item, Paragraph, Text
from alliance_docs.drafting.numbering import number
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction

ROOT = Path(__file__).resolve().parents[2]


def read_yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@cache
def facts_of(name: str) -> Facts:
    shipped = ROOT / "examples" / f"{name}.yaml"
    path = shipped if shipped.is_file() else ROOT / "tests/data" / f"{name}.yaml"
    return Facts.model_validate(read_yaml(path))


@cache
def package_of(name: str) -> Mapping[str, Draft]:
    """All documents of the founding package, references resolved; the computed ones stand empty."""
    plan = plan_package(facts_of(name))
    drafts = first_filing(draft_all(plan))
    for document in plan.jurisdiction.documents:
        if not document.each and document.id in plan.jurisdiction.filings[0].documents:
            drafts.setdefault(document.id, Draft(document.id, document.title, (), plan.jurisdiction.id))
    return drafts


def article(text: str, clause_id: str = "a1", rubric: str = "条款") -> Clause:
    """One article from lines; a line that starts with （ is an item."""
    blocks = tuple(
        Item(1, 0, (Text(line.partition("）")[2]),)) if line.startswith("（") else Paragraph((Text(line),))
        for line in text.strip().splitlines()
    )
    return Clause(clause_id, "article", (Text(rubric),), blocks)


def document(*texts: str, name: str = "agreement", title: str = "协议") -> Draft:
    """A document of articles that nobody here has drafted."""
    return number(Draft(name, title, tuple(article(text, f"a{place}") for place, text in enumerate(texts, start=1))))


@pytest.fixture(scope="session")
def jurisdiction() -> Jurisdiction:
    return load_jurisdiction("gansu")


@pytest.fixture(scope="session")
def example() -> Facts:
    return facts_of("gansu")


@pytest.fixture(scope="session")
def package() -> Mapping[str, Draft]:
    return package_of("gansu")


@pytest.fixture
def make_document() -> Callable[..., Draft]:
    return document


@pytest.fixture
def without() -> Callable[..., dict[str, Draft]]:
    """Return the package with clauses removed, numbered anew."""

    def remove(drafts: Mapping[str, Draft], *targets: str) -> dict[str, Draft]:
        kept = dict(drafts)
        for target in targets:
            name, _, clause = target.partition("#")
            body = tuple(part for part in kept[name].body if getattr(part, "id", "") != clause)
            assert len(body) < len(kept[name].body), f"{target} is not in the package"
            kept[name] = number(replace(kept[name], body=body))
        return kept

    return remove


@pytest.fixture(scope="session")
def complete(jurisdiction: Jurisdiction, example: Facts, package: Mapping[str, Draft]) -> Case:
    return Case(jurisdiction, example, package)
