"""Accepted opinions that cannot stand together: two values for one fact or heading, words of several members for one passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from alliance_docs.dossier.adopting import ReturnedFile
from alliance_docs.dossier.comparison_labels import label
from alliance_docs.dossier.edited_drafts import sensitive
from alliance_docs.dossier.opinions import Opinion
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.merging.merge import merge
from alliance_docs.errors import UserError, UserErrors

_REMEDY = "只采纳其中一条，其余的改为不采纳（decide --again --reject）；都要采纳一部分的，改为部分采纳（decide --again --partly），由我方改写"

_WRITTEN = "第 {numbers} 号已经写入文稿；另一条改为不采纳，或者改为部分采纳（decide --again --partly），由我方在 Word 中改写后采纳"


@dataclass(frozen=True)
class Part:
    """What was accepted of one returned file, and the version's text with only that."""

    returned: ReturnedFile
    opinions: tuple[Opinion, ...]
    text: Draft


def refuse_two_values(opinions: Iterable[Opinion]) -> None:
    """Raise UserErrors where accepted opinions give one fact, or one heading of a chapter, different words."""
    of: dict[tuple[str, str], list[Opinion]] = {}
    for one in opinions:
        if one.kind == "fact":
            of.setdefault(("fact", one.path), []).append(one)
        if one.kind == "chapter" and one.before:
            of.setdefault((one.document, one.before), []).append(one)
    troubles = [
        UserError(
            f"第 {_numbers(several)} 号意见把同一处改成不同的内容（{'、'.join(f'“{word}”' for word in dict.fromkeys(one.after for one in several))}），不能都写入",
            place=several[0].label, remedy=_remedy(several),
        )
        for several in map(_last_said, of.values()) if len({one.after for one in several}) > 1
    ]  # fmt: skip
    if troubles:
        raise UserErrors(troubles)


def refuse_collisions(parts: Sequence[Part], dossier: Dossier) -> None:
    """Merge what was accepted of several files on trial; a person must choose between words that collide. Raises UserErrors with all of them."""
    troubles = [error for document in dict.fromkeys(part.returned.document for part in parts) for error in _of(document, parts, dossier)]
    if troubles:
        raise UserErrors(troubles)


def _of(document: str, parts: Sequence[Part], dossier: Dossier) -> Iterator[UserError]:
    words = sensitive(dossier.facts_on())
    ours: Draft | None = None
    earlier: list[Part] = []
    told: set[str] = set()
    for part in (one for one in parts if one.returned.document == document):
        if ours is None:
            ours = part.text
        elif part.returned.edition.name == earlier[0].returned.edition.name:
            written = part.returned.edition.written
            made = merge(written, ours, part.text, words)
            for name in dict.fromkeys(clash.clause for clash in made.conflicts if clash.clause not in told):
                told.add(name)
                clashing = [one for each in (*earlier, part) for one in each.opinions if one.clause == name and one.kind != "fact"]
                clashing = clashing if len(clashing) > 1 else [one for each in (*earlier, part) for one in each.opinions if one.clause == name]
                yield UserError(f"第 {_numbers(clashing)} 号意见改动同一处或者同一句，不能都写入", place=label(written.clause(name)) or name, remedy=_remedy(clashing))
            ours = made.draft
        earlier.append(part)


def _last_said(opinions: Sequence[Opinion]) -> list[Opinion]:
    """Without what a member's own later file says otherwise."""
    waiting = {one.member for one in opinions if not one.applied}
    return [one for one in opinions if not one.applied or one.member not in waiting]


def _remedy(opinions: Sequence[Opinion]) -> str:
    written = [one for one in opinions if one.applied]
    return _WRITTEN.format(numbers=_numbers(written)) if written else _REMEDY


def _numbers(opinions: Iterable[Opinion]) -> str:
    return "、".join(str(one.number) for one in sorted(opinions, key=lambda one: one.number))


def merged_text(parts: Sequence[Part], document: str, dossier: Dossier) -> Draft | None:
    """Return the version's text of a document with what was accepted of several files, or None where nothing was."""
    words = sensitive(dossier.facts_on())
    ours: Draft | None = None
    for part in (one for one in parts if one.returned.document == document):
        ours = part.text if ours is None else merge(part.returned.edition.written, ours, part.text, words).draft
    return ours
