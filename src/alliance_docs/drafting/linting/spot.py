"""A spot in a text where something is wrong: before it is known which file the text stands in."""

from __future__ import annotations

from dataclasses import dataclass

from alliance_docs.drafting.linting.problem import Severity


@dataclass(frozen=True)
class Spot:
    """*line* from 1; *message* and *remedy* in Chinese."""

    line: int
    message: str
    remedy: str = ""
    severity: Severity = "error"
