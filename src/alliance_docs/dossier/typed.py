"""What a person typed into a Word file since we wrote it: blanks filled in, clauses changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.drafting.draft import Blank, Choice, Clause, Draft, Inlines, clause_inlines, clause_text, plain


@dataclass(frozen=True)
class Filled:
    """A blank that somebody filled in by hand."""

    clause: str
    label: str
    path: str
    text: str


@dataclass(frozen=True)
class Typed:
    """The hand edits of one file: *filled* blanks, ids of *changed*, *added* and *removed* clauses."""

    filled: tuple[Filled, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """Say it, one line each."""
        said = [f"填入“{one.text}”（{one.label}，{one.path or one.clause}）：请用 alliance-docs ask 或者在 alliance.yaml 中填写" for one in self.filled]
        for word, ids in (("改动", self.changed), ("新增", self.added), ("删去", self.removed)):
            if ids:
                said.append(f"{word}条款：{'、'.join(ids)}")
        return tuple(said)


def typed_into(written: Draft, found: Draft) -> Typed:
    """Compare the draft as written with the draft read back from the edited file."""
    before = {clause.id: clause for clause in written.clauses}
    after = {clause.id: clause for clause in found.clauses}
    changed = tuple(name for name, clause in before.items() if name in after and clause_text(clause) != clause_text(after[name]))
    filled = tuple(one for name in changed for one in _filled(before[name], after[name]))
    return Typed(
        filled,
        changed,
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
    )


def _filled(before: Clause, after: Clause) -> Iterator[Filled]:
    lines = [plain(run) for run in clause_inlines(after)]
    for run in clause_inlines(before):
        blanks = [inline for inline in run if isinstance(inline, Blank | Choice)]
        if not blanks or plain(run) in lines:
            continue
        pattern = _pattern(run)
        for line in lines:
            if found := pattern.fullmatch(line):
                for blank, text in zip(blanks, found.groups(), strict=True):
                    if text and text != plain((blank,)):
                        yield Filled(before.id, blank.label, blank.path, text.strip())
                break


def _pattern(run: Inlines) -> re.Pattern[str]:
    parts = ["(.{0,500}?)" if isinstance(inline, Blank | Choice) else re.escape(plain((inline,))) for inline in run]
    return re.compile("".join(parts), re.DOTALL)
