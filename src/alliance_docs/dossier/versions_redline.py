"""The redline of a version against the version before: opinions taken, our own edits, changes of facts, each in its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.package import Paper
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import SentFile, Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.dossier.versions_hands import hands_since, origin_of


def redline_of(
    dossier: Dossier, known: Sequence[Version], was: Version, file: SentFile, paper: Paper, now: SentFile, label: str, own: Mapping[str, str], on: dt.date
) -> bytes | None:
    """Return *paper* as a redline against *file* of the version *was*, dated *on*; None where both read the same.

    *known*: all versions before; *label*: that of the new version; *own*: clauses that the firm's or the dossier's own texts word, with the layer.
    """
    from alliance_docs.word.footer_label import labelled
    from alliance_docs.word.redline import compare
    from alliance_docs.word.redline_authors import Authors

    words, names = version_words(), redline_words().authors
    old = labelled(read_bytes(was.folder / file.file), " ")
    new = labelled(paper.data, " ")
    hands = hands_since(dossier, known, was, file, names["hand"])
    clauses = {clause: names["firm" if layer == "firm" else "clauses"] for clause, layer in own.items()}
    authors = Authors(
        names["text"], names["members"], names["facts"], names["numbers"], clauses, origin=origin_of(hands), of_members=redline_words().of_members
    )
    found = compare(old, new, authors=authors, date=on)
    if not found.passages and not found.changes:
        return None
    earlier = f"{was.label}{file.number}"
    return labelled(found.data, words.redline["footer"].format(title=now.title, label=label, number=now.number, before=earlier))
