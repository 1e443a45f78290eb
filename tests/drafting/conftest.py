from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layers import Layer, load_document
from alliance_docs.drafting.vocabulary import known_names, setting_for
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import load_jurisdiction

Render = Callable[..., Draft]


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Render layered sources (lowest first) over facts: ``render(facts, common_text, gansu_text)``."""

    def run(facts: dict[str, Any], *sources: str) -> Draft:
        layers = []
        for index, source in enumerate(sources):
            folder = tmp_path / f"layer{index}"
            folder.mkdir(exist_ok=True)
            (folder / "charter.md").write_text(source, encoding="utf-8")
            layers.append(Layer(("common", "gansu", "firm", "dossier")[index], folder))
        jurisdiction = load_jurisdiction("gansu")
        known = Facts.model_validate(facts)
        document = load_document("charter", tuple(layers), known_names(jurisdiction))
        assert document is not None
        return draft_document(document, known, setting_for(jurisdiction, known))

    return run
