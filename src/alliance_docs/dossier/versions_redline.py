"""The redline of a version against the version before: opinions taken, our own edits, changes of facts, each in its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.dossier.edited_drafts import Edited
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.opinions import load_opinions
from alliance_docs.dossier.package import Paper
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import SentFile, Version
from alliance_docs.dossier.versions_data import version_words

if TYPE_CHECKING:
    from alliance_docs.word.redline_authors import Told


def redline_of(
    dossier: Dossier,
    known: Sequence[Version],
    was: Version,
    file: SentFile,
    paper: Paper,
    now: SentFile,
    label: str,
    edited: Edited | None,
    on: dt.date,
) -> bytes | None:
    """Return *paper* as a redline against *file* of the version *was*, dated *on*; None where both read the same.

    *known*: all versions before; *label*: that of the new version; *edited*: what was merged into the new text.
    """
    from alliance_docs.word.footer_label import labelled
    from alliance_docs.word.redline import compare
    from alliance_docs.word.redline_authors import Authors

    words, names = version_words(), redline_words().authors
    old = labelled(read_bytes(was.folder / file.file), " ")
    new = labelled(paper.data, " ")
    hands = _hands(dossier, known[known.index(was) :], paper.id, edited, names["hand"])

    def origin(told: Told) -> str:
        return "" if told.paths else hands.get(told.clause, "")

    authors = Authors(names["text"], names["members"], names["facts"], names["numbers"], origin=origin, of_members=redline_words().of_members)
    found = compare(old, new, authors=authors, date=on)
    if not found.passages and not found.changes:
        return None
    earlier = f"{was.label}{file.number}"
    return labelled(found.data, words.redline["footer"].format(title=now.title, label=label, number=now.number, before=earlier))


def _hands(dossier: Dossier, since: Sequence[Version], document: str, edited: Edited | None, hand: str) -> Mapping[str, str]:
    """Return clause → whose words were put in: those of the members whose opinions were taken, otherwise our own hand."""
    found = dict.fromkeys((*edited.merged.edited, *edited.merged.removed), hand) if edited else {}
    facts = dossier.facts_on()
    taken: dict[str, list[str]] = {}
    for version in since:
        for one in load_opinions(version).current:
            if one.document == document and one.applied:
                member = facts.member(one.member)
                taken.setdefault(one.clause, []).append((member.name if member else None) or one.member)
    members = {clause: version_words().redline["adopted"].format(members="、".join(dict.fromkeys(several))) for clause, several in taken.items()}
    return {**found, **members}
