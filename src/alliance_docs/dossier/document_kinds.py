"""Which kind of document a text is, told by its title and by telling terms (``templates/common/document-kinds.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from alliance_docs.checks.data import read_entries
from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.resources import data_folder

_ENOUGH = 3
"""Telling terms that must stand in a text whose title does not tell."""
_LINES, _LONGEST = 12, 60
_BEHIND = re.compile(r"(?:[（(【\[][^（）()【】\[\]]{0,20}[）)】\]]|草案|初稿|定稿|修订稿|讨论稿|样本|范本|模板|文本|[》”\s\u3000\u00a0])+$")


OTHER = "document"
"""The id of a document whose kind nobody can tell."""


@dataclass(frozen=True)
class Kind:
    """A kind of document: *titles* are what its title ends in, *terms* what its text says."""

    id: str
    name: str
    titles: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@cache
def kinds() -> tuple[Kind, ...]:
    """Load the kinds once, in the order of the file. Raises UserError with file and line."""
    found = []
    for entry in read_entries(data_folder("templates") / "common" / "document-kinds.yaml"):
        entry.only(("id", "name", "titles", "terms"))
        found.append(Kind(entry.text("id"), entry.text("name", required=True), entry.texts("titles"), entry.texts("terms")))
    return tuple(found)


def kind_name(kind_id: str) -> str:
    """Return what a kind is called, empty when there is none of that id."""
    return next((kind.name for kind in kinds() if kind.id == kind_id), "")


def kind_of_text(draft: Draft) -> Kind | None:
    """Return the kind of *draft*: by its title, by one of its first lines, or by its text; None when nothing tells."""
    for line in (draft.title, *_first_lines(draft)):
        if (found := _by_title(line)) is not None:
            return found
    text = "\n".join(clause_text(clause) for clause in draft.clauses)
    best = max(kinds(), key=lambda kind: _told(kind, text))
    return best if _told(best, text) >= _ENOUGH else None


def _told(kind: Kind, text: str) -> int:
    return sum(term in text for term in kind.terms)


def _first_lines(draft: Draft) -> Iterator[str]:
    lines = (line for clause in draft.clauses[:2] for line in clause_text(clause).split("\n"))
    for _, line in zip(range(_LINES), lines, strict=False):
        if len(line) <= _LONGEST:
            yield line


def _by_title(title: str) -> Kind | None:
    """Return the kind with the longest phrase the title ends in."""
    words = _BEHIND.sub("", re.sub(r"[\s\u3000\u00a0]", "", title))
    matches = [(len(phrase), -place, kind) for place, kind in enumerate(kinds()) for phrase in kind.titles if words.endswith(phrase)]
    return max(matches, key=lambda one: one[:2])[2] if matches else None
