"""The words of versions and of opinions on them: ``templates/common/versions.yaml``, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from alliance_docs.jurisdictions.loading import read_yaml
from alliance_docs.resources import data_folder


@dataclass(frozen=True)
class VersionWords:
    """*labels* in the order of the process, *final* those that may hold nothing open; the rest are patterns by name.

    *decisions*: 采纳, 部分采纳, 不采纳. *table* and *reply*: the two papers; *columns*, *widths*, *parts* and *longest* belong to them.
    """

    labels: tuple[str, ...]
    final: tuple[str, ...]
    instruments: tuple[str, ...]
    file: str
    footer: str
    redline: Mapping[str, str]
    adoption: Mapping[str, str]
    decisions: tuple[str, str, str]
    kinds: Mapping[str, str]
    tracked: Mapping[str, str]
    said: Mapping[str, str]
    table: Mapping[str, Any]
    reply: Mapping[str, Any]


@cache
def version_words() -> VersionWords:
    """Return the words."""
    told = read_yaml(data_folder("templates") / "common" / "versions.yaml", "common/versions.yaml")
    accepted, partly, rejected = told["decisions"]
    return VersionWords(
        tuple(told["labels"]),
        tuple(told["final"]),
        tuple(told["instruments"]),
        str(told["file"]),
        str(told["footer"]),
        dict(told["redline"]),
        dict(told["adoption"]),
        (accepted, partly, rejected),
        dict(told["kinds"]),
        dict(told["tracked"]),
        dict(told["said"]),
        dict(told["table"]),
        dict(told["reply"]),
    )
