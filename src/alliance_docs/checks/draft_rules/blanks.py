"""What is still to be filled in or decided: one finding for each fact, naming the documents (LC-FM-10).

A list nobody has begun is one thing to fill in, however many columns its tables have. Numbers that are computed from
other facts are told as notes: they fill themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import clause_place
from alliance_docs.checks.wording import wording
from alliance_docs.drafting.draft import Blank, Choice, Clause, clause_inlines
from alliance_docs.facts.fields import fields

_TYPED = re.compile(r"【(待填|待选)：([^【】\n]{0,120})】")
_KEY = re.compile(r"\[[^\[\]]*\]")
_CHANGE = re.compile(r"changes\[(c[0-9]+)\]")
_MEMBER = re.compile(r"members\[([^\]?]+)\]")
_SHOWN = 4
_SEATS = ("seats", "chair", "vice_chairs", "ordinary_seats")


@dataclass
class _Open:
    """One thing still open, gathered over all documents."""

    label: str
    choice: bool = False
    paths: dict[str, None] = field(default_factory=dict)
    documents: dict[str, Clause] = field(default_factory=dict)


def open_facts(case: Case) -> dict[str, _Open]:
    """Return what is open in the drafts, by path pattern (``members[].address``); by label where no path is known."""
    found: dict[str, _Open] = {}
    for document, draft in case.drafts.items():
        for clause in draft.clauses:
            for run in clause_inlines(clause):
                for inline in run:
                    if isinstance(inline, Blank | Choice):
                        _note(found, inline.label, inline.path, isinstance(inline, Choice), document, clause)
                    elif "【待" in (text := getattr(inline, "text", "")):
                        for typed in _TYPED.finditer(text):
                            label = typed[2].partition("（")[0] if typed[1] == "待选" else typed[2]
                            _note(found, label, "", typed[1] == "待选", document, clause)
    return found


def _note(found: dict[str, _Open], label: str, path: str, choice: bool, document: str, clause: Clause) -> None:
    asked, label = _asked(path, label)
    kept = found.setdefault(asked or label, _Open(label))
    kept.choice = kept.choice or choice
    if path:
        kept.paths[path] = None
    kept.documents.setdefault(document, clause)


def _asked(path: str, label: str) -> tuple[str, str]:
    """Return the pattern and label of what is asked for: the whole list where nobody has begun it."""
    root = path.partition(".")[0].partition("[")[0]
    if root in _SEATS:
        return "council.seats", "理事会席位"
    if "[?]" in path:
        path = path[: path.rindex("[?]")] if path.count("[?]") == 1 else path[: path.index("[?]")]
        listed = fields().get(_KEY.sub("[]", path))
        label = listed.label if listed else label
    pattern = _KEY.sub("[]", path)
    owner = fields().get(pattern.rpartition(".")[0])
    if owner is not None and owner.path != "members[]" and ("." in owner.path or owner.path.endswith("[]")) and owner.label not in label:
        label = f"{owner.label}的{label}"
    return pattern, label


def blanks(case: Case) -> Iterator[Hit]:
    """One finding for each open fact, listing members concerned and documents."""
    for pattern, kept in open_facts(case).items():
        documents = list(kept.documents)
        only = kept.documents[documents[0]] if len(documents) == 1 else None
        path = next(iter(kept.paths), "")
        entries = dict.fromkeys(found[1] for one in kept.paths if (found := _CHANGE.match(one)))
        if entries:
            key = "change"
        elif path and pattern not in fields():
            key = "computed"
        else:
            key = ("choice" if kept.choice else "blank") + ("-required" if pattern in wording().required_facts else "")
        yield hit(
            key,
            clause_place(only) if only else path,
            document=documents[0] if only else "",
            clause=only.id if only else "",
            label=case.speech.say(kept.label),
            units=_units(case, kept.paths),
            documents="、".join(dict.fromkeys(case.short_title(document) for document in documents)),
            ids="、".join(entries),
        )


def _units(case: Case, paths: dict[str, None]) -> str:
    """Name the members whose fact is open: 12 家成员单位的, 甲公司的, or nothing."""
    ids = dict.fromkeys(found[1] for path in paths if (found := _MEMBER.match(path)))
    names = [member.name or member.id for key in ids if (member := case.facts.member(key))]
    if len(names) > _SHOWN:
        return f"{len(names)} 家成员单位的"
    return f"{'、'.join(names)}的" if names else ""


RULES = {"LC-FM-10": blanks}
