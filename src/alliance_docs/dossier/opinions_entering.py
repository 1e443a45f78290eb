"""Opinions entered by hand: what came by message, mail, PDF or word of mouth, and word that a member has none."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.dossier.comparison_labels import label, number_of
from alliance_docs.dossier.files import lock, read_bytes
from alliance_docs.dossier.opinions import Opinion, ReturnedCopy, keep_return, load_opinions, save_opinions
from alliance_docs.dossier.opinions_deciding import texts_of
from alliance_docs.dossier.opinions_said import body_text
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.changing import member_of
from alliance_docs.facts.numerals import han

_FIGURES = re.compile(r"第?(\d+)(条.*)?")
_PART = re.compile(r"(第[^条]+条)(第.+[款项目].*)")


@dataclass(frozen=True)
class _Place:
    """Where an opinion belongs: the *clause* (empty: the whole text), what it is *called*, and its words."""

    document: str
    clause: str
    called: str
    words: str


def add_opinion(
    dossier: Dossier, version: Version, member: str, clause: str, text: str, *, document: str = "", via: str = "", evidence: Path | None = None, on: dt.date
) -> Opinion:
    """Enter an opinion that came without a file of ours.

    *clause*: its id, number (第十二条, 第12条第一款) or title, or the word for the whole text; *evidence*: a file kept with it.
    Raises UserError.
    """
    if not text.strip():
        raise UserError("没有写意见的内容", remedy='例如 opinions add --from m02 --clause 第十二条 "建议……"；没有意见的写 --none')
    with lock(dossier.folder):
        who = member_of(dossier.facts_on(), member).id
        place = _place(version, clause, document)
        before = load_opinions(version)
        kept = keep_return(version, who, evidence, read_bytes(evidence), on) if evidence else ""
        made = Opinion(
            before.next_number, who, place.document, place.clause, "opinion", place.called, "", place.words, text.strip(),
            via=via, on=on.isoformat(), evidence=kept,
        )  # fmt: skip
        save_opinions(version, replace(before, opinions=(*before.opinions, made)))
        return made


def add_none(dossier: Dossier, version: Version, member: str, *, document: str = "", via: str = "", on: dt.date) -> tuple[ReturnedCopy, ...]:
    """Note that a member has no opinion on the version, or only on one *document* of it. Raises UserError when it has some."""
    with lock(dossier.folder):
        who = member_of(dossier.facts_on(), member).id
        before = load_opinions(version)
        named = [one.id for one in version.documents]
        if document and document not in named:
            raise UserError(f"{version.name}没有文书“{document}”", place="--document", remedy=nearest(document, named) or f"有：{'、'.join(named)}")
        chosen = [one for one in named if document in ("", one)]
        said = [str(one.number) for one in before.current if one.member == who and one.document in chosen]
        if said:
            raise UserError(f"这个单位有第 {'、'.join(said)} 号意见", place="--none", remedy=f"意见撤回的，运行 alliance-docs opinions withdraw {' '.join(said)}")
        made = tuple(ReturnedCopy(who, one, on=on.isoformat(), via=via) for one in chosen)
        known = {(one.member, one.document) for one in before.standing}
        new = tuple(one for one in made if (one.member, one.document) not in known)
        save_opinions(version, replace(before, files=(*before.files, *new)))
        return made


def _place(version: Version, clause: str, document: str) -> _Place:
    texts = texts_of(version)
    if document and document not in texts:
        raise UserError(f"{version.name}没有文书“{document}”", place="--document", remedy=nearest(document, texts) or f"有：{'、'.join(texts)}")
    among = {name: draft for name, draft in texts.items() if document in ("", name)}
    whole = version_words().said["whole"]
    wanted = re.sub(r"\s", "", clause)
    if wanted == whole:
        if len(among) > 1:
            raise UserError("这一版有几份文书", place="--document", remedy=f"加 --document 写明是哪一份：{'、'.join(among)}")
        return _Place(next(iter(among)), "", whole, "")
    part = _PART.fullmatch(figures_in_han(wanted))
    found = [(name, one) for name, one in _named(among, part[1] if part else figures_in_han(wanted))]
    if len(found) == 1:
        name, one = found[0]
        return _Place(name, one.id, f"{label(one)}{f'（{part[2]}）' if part else ''}", body_text(one))
    if found:
        names = "、".join(dict.fromkeys(name for name, _ in found))
        raise UserError(f"有几处“{clause}”", place="--clause", remedy=f"加 --document 写明是哪一份（{names}），或者写条款的编号（{'、'.join(one.id for _, one in found[:4])}）")
    known = [one.id for draft in among.values() for one in draft.clauses] + [one.rubric_text for draft in among.values() for one in draft.clauses if one.rubric]
    remedy = nearest(clause, known) or f"写条款的编号（例如 ip_ownership）、条号（例如 第十二条）或者标题；对全文的意见写 {whole}"
    raise UserError(f"{version.name}没有条款“{clause}”", place="--clause", remedy=remedy)


def figures_in_han(words: str) -> str:
    """Return 第12条 as 第十二条, also written 12 or 12条."""
    found = _FIGURES.fullmatch(words)
    return f"第{han(int(found[1]))}{found[2] or '条'}" if found and 0 < int(found[1]) < 10_000 else words


def _named(among: dict[str, Draft], wanted: str) -> list[tuple[str, Clause]]:
    """The clauses meant: by id, else by number, else by title."""
    every = [(name, one) for name, draft in among.items() for one in draft.clauses]
    by_id = [(name, one) for name, one in every if wanted == one.id]
    by_number = [(name, one) for name, one in every if one.number and wanted == number_of(one).rstrip("、")]
    return by_id or by_number or [(name, one) for name, one in every if one.rubric and wanted == re.sub(r"\s", "", one.rubric_text)]
