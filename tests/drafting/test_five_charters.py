"""The table of differences between the five charters and agreements tells of every block, and of no other."""

from __future__ import annotations

import re

import pytest

from alliance_docs.resources import data_folder

COLUMNS = ("gansu", "guangdong-2012", "guangdong-2016", "guangxi", "g60")
TABLE = data_folder("templates").parent / "docs" / "drafting" / "five-charters.md"


def _told(document: str) -> dict[str, set[str]]:
    """The clauses that the table of *document* gives each jurisdiction a reason for."""
    title = {"charter": "章程", "agreement": "协议"}[document]
    section = TABLE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    told: dict[str, set[str]] = {name: set() for name in COLUMNS}
    for row in re.findall(r"^\| `(\w+)` \|(.*)\|$", section, re.MULTILINE):
        for name, reason in zip(COLUMNS, row[1].split("|"), strict=True):
            if reason.strip():
                told[name].add(row[0])
    return told


@pytest.mark.parametrize("document", ["charter", "agreement"])
def test_each_block_of_a_jurisdiction_has_its_reason_in_the_table(document: str) -> None:
    told = _told(document)
    for name in COLUMNS:
        text = (data_folder("templates") / name / f"{document}.md").read_text(encoding="utf-8")
        assert set(re.findall(r"{% block (\w+) %}", text)) == told[name], name
