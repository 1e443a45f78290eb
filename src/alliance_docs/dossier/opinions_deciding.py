"""Opinions entered by hand, and what is decided on each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from alliance_docs.dossier.comparison_labels import label, number_of
from alliance_docs.dossier.files import lock, read_bytes
from alliance_docs.dossier.opinions import Opinion, Opinions, load_opinions, save_opinions
from alliance_docs.dossier.opinions_said import body_text
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.changing import member_of


def texts_of(version: Version) -> dict[str, Draft]:
    """Return the texts of a version as they were sent, by document. Raises UserError when a file is gone or damaged."""
    from alliance_docs.word.reader import read

    return {one.id: replace(read(read_bytes(version.folder / one.file)), id=one.id) for one in version.documents}


def add_opinion(
    dossier: Dossier, version: Version, member: str, clause: str, text: str, *, document: str = "", via: str = "", on: dt.date
) -> Opinion:
    """Enter an opinion that came without a file. *clause*: its id, or its number (第十二条). Raises UserError."""
    if not text.strip():
        raise UserError("没有写意见的内容", remedy='例如 opinions add --from m02 --clause 第十二条 "建议……"')
    with lock(dossier.folder):
        who = member_of(dossier.facts_on(), member).id
        which, found = _clause(version, clause, document)
        before = load_opinions(version)
        made = Opinion(
            before.next_number, who, which, found.id, "opinion", label(found), "", body_text(found), text.strip(), via=via, on=on.isoformat(),
        )  # fmt: skip
        save_opinions(version, replace(before, opinions=(*before.opinions, made)))
        return made


def _clause(version: Version, clause: str, document: str) -> tuple[str, Clause]:
    texts = texts_of(version)
    if document and document not in texts:
        raise UserError(f"{version.name}没有文书“{document}”", place="--document", remedy=nearest(document, texts) or f"有：{'、'.join(texts)}")
    among = {name: draft for name, draft in texts.items() if document in ("", name)}
    wanted = re.sub(r"\s", "", clause)
    found = [
        (name, one) for name, draft in among.items() for one in draft.clauses
        if wanted == one.id or (one.number and wanted == number_of(one).rstrip("、"))
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(name for name, _ in found)
        raise UserError(f"几份文书都有“{clause}”", place="--clause", remedy=f"加 --document 写明是哪一份：{names}")
    known = [one.id for draft in among.values() for one in draft.clauses]
    remedy = nearest(clause, known) or "写条款的编号（例如 ip_ownership）或者条号（例如 第十二条）"
    raise UserError(f"{version.name}没有条款“{clause}”", place="--clause", remedy=remedy)


def decide(
    dossier: Dossier, version: Version, numbers: Sequence[int], decision: str, *, text: str = "", reason: str = "", by: str = "", on: dt.date, again: bool = False
) -> tuple[Opinion, ...]:
    """Decide on opinions; return them as decided. *decision* is one of the three words of ``versions.yaml``.

    Raises UserError for an unknown number, one decided already (unless *again*), one whose words are merged already.
    """
    accepted, _, rejected = version_words().decisions
    if decision == rejected and not reason.strip():
        raise UserError(f"{rejected}的应当写明理由", place="--reason", remedy='例如 --reject --reason "与《民法典》第八百六十条不一致"')
    with lock(dossier.folder):
        before = load_opinions(version)
        found = [before.numbered(number) for number in dict.fromkeys(numbers)]
        for one in found:
            _refuse(one, again=again)
        done = tuple(
            replace(one, decision=decision, text="" if decision == accepted else text.strip(), reason=reason.strip(), by=by, decided=on.isoformat()) for one in found
        )
        save_opinions(version, before.put(done))
        return done


def _refuse(one: Opinion, *, again: bool) -> None:
    if one.replaced:
        raise UserError(f"第 {one.number} 号意见已被该单位后来返回的文件（{one.replaced}）取代", remedy="alliance-docs opinions list 列出现在的意见")
    if one.applied:
        raise UserError(f"第 {one.number} 号意见已于 {one.applied} 写入文稿，不能改变决定", remedy="在文书中改回，再用 adopt 采纳")
    if one.decision and not again:
        raise UserError(f"第 {one.number} 号意见已于 {one.decided} 决定：{one.decision}", remedy="要改变决定的，加 --again")


def rivals(opinions: Opinions, one: Opinion) -> tuple[Opinion, ...]:
    """Return what other members say to the same clause, which a decision on *one* touches."""
    return tuple(other for other in opinions.current if other.member != one.member and (other.document, other.clause) == (one.document, one.clause))


def in_order(version: Version, opinions: Sequence[Opinion]) -> Iterator[Opinion]:
    """Yield opinions in the order of the documents, of the clauses in each, and of their numbers."""
    places = {name: {clause.id: float(place) for place, clause in enumerate(draft.clauses)} for name, draft in texts_of(version).items()}
    names = list(places)

    def place(one: Opinion) -> tuple[float, float, int]:
        here = places.get(one.document, {})
        where = here.get(one.clause)
        if where is None:
            where = here.get(one.anchor, -1.0) + 0.5
        return (names.index(one.document) if one.document in names else len(names)), where, one.number

    yield from sorted(opinions, key=place)
