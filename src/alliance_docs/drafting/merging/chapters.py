"""What somebody changed in the chapters of a text: headings put in, struck, worded anew, put before another article."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.merging.order import named
from alliance_docs.drafting.numbering import number


@dataclass(frozen=True)
class ChapterEdit:
    """A chapter's heading, before and after: *old* is empty for one put in, *new* for one struck; both alike: it stands elsewhere.

    *before*: id of the clause that follows it now, empty where none does.
    """

    old: str
    new: str
    before: str = ""


def chapter_edits(was: Draft, now: Draft, moved: Collection[str]) -> tuple[ChapterEdit, ...]:
    """Return what changed in the chapters of *was*. *moved*: clauses that stand elsewhere, which tell nothing about a heading."""
    old, new = named(was), named(number(now), was)  # a chapter without articles is not written
    steady = {clause.id for clause in was.clauses} & {clause.id for clause in now.clauses} - set(moved)
    found = []
    for name, chapter in new.parts.items():
        heading = old.parts.get(name)
        follows = _following(new.names, name, {clause.id for clause in now.clauses})
        if heading is None or heading.title != chapter.title:
            found.append(ChapterEdit(heading.title if heading else "", chapter.title, follows))
        elif _following(old.names, name, steady) != _following(new.names, name, steady):
            found.append(ChapterEdit(chapter.title, chapter.title, follows))
    return (*found, *(ChapterEdit(part.title, "") for name, part in old.parts.items() if name not in new.parts))


def _following(names: Sequence[str], chapter: str, clauses: Collection[str]) -> str:
    return next((one for one in names[names.index(chapter) + 1 :] if one in clauses), "")
