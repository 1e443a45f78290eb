"""What is still to be filled in or decided: one finding for each fact, naming the documents (LC-FM-10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.wording import wording
from alliance_docs.drafting.draft import Blank, Choice, clause_inlines

_TYPED = re.compile(r"【(待填|待选)：([^【】\n]{0,120})】")
_KEY = re.compile(r"\[[^\]]*\]")
_SHOWN = 6


@dataclass
class _Open:
    """One thing still open, gathered over all documents."""

    label: str
    choice: bool
    paths: dict[str, None] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)


def open_facts(case: Case) -> dict[str, _Open]:
    """Return what is open in the drafts, by path pattern (``members[].address``); by label where no path is known."""
    found: dict[str, _Open] = {}
    for document, draft in case.drafts.items():
        for clause in draft.clauses:
            for run in clause_inlines(clause):
                for inline in run:
                    if isinstance(inline, Blank | Choice):
                        _note(found, inline.label, inline.path, isinstance(inline, Choice), document, clause.id)
                    elif "【待" in (text := getattr(inline, "text", "")):
                        for typed in _TYPED.finditer(text):
                            label = typed[2].partition("（")[0] if typed[1] == "待选" else typed[2]
                            _note(found, label, "", typed[1] == "待选", document, clause.id)
    return found


def _note(found: dict[str, _Open], label: str, path: str, choice: bool, document: str, clause: str) -> None:
    pattern = _KEY.sub("[]", path) or label
    kept = found.setdefault(pattern, _Open(label, choice))
    kept.choice = kept.choice or choice
    if path:
        kept.paths[path] = None
    kept.documents.setdefault(document, clause)


def blanks(case: Case) -> Iterator[Hit]:
    """One finding for each open fact, listing members concerned and documents."""
    for pattern, kept in open_facts(case).items():
        units = _units(case, kept.paths)
        grave = pattern in wording().required_facts
        kind = "choice" if kept.choice else "blank"
        documents = list(kept.documents)
        yield hit(
            f"{kind}-required" if grave else kind,
            next(iter(kept.paths), ""),
            document=documents[0] if len(documents) == 1 else "",
            clause=kept.documents[documents[0]] if len(documents) == 1 else "",
            label=kept.label,
            units=units,
            documents="、".join(f"《{case.title(document)}》" for document in documents),
        )


def _units(case: Case, paths: dict[str, None]) -> str:
    """Name the members whose fact is open: 12 家成员单位的, 甲公司的, or nothing."""
    ids = [found[1] for path in paths if (found := re.match(r"members\[([^\]?]+)\]", path))]
    if not ids:
        return ""
    names = [member.name or member.id for key in ids if (member := case.facts.member(key))]
    if len(names) > _SHOWN:
        return f"{len(names)} 家成员单位的"
    return f"{'、'.join(names)}的"


RULES = {"LC-FM-10": blanks}
