"""What is decided on each opinion; opinions taken out again, and those whose wording somebody has written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from alliance_docs.dossier.files import lock, read_bytes
from alliance_docs.dossier.opinions import MERGED, Opinion, Opinions, load_opinions, save_opinions
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError
from alliance_docs.facts.changing import member_of


def texts_of(version: Version) -> dict[str, Draft]:
    """Return the texts of a version as they were sent, by document. Raises UserError when a file is gone or damaged."""
    from alliance_docs.word.reader import read

    found = {}
    for one in version.documents:
        path = version.folder / one.file
        if not path.is_file():
            raise UserError("发出的文件不见了", place=f"versions/{version.name}/{one.file}", remedy="从备份恢复这个文件")
        found[one.id] = replace(read(read_bytes(path)), id=one.id)
    return found


def decide(
    dossier: Dossier, version: Version, numbers: Sequence[int], decision: str, *, text: str = "", reason: str = "", by: str = "", on: dt.date, again: bool = False
) -> tuple[Opinion, ...]:
    """Decide on opinions; return them as decided. *decision* is one of the three words of ``versions.yaml``.

    Raises UserError for an unknown number, one decided already (unless *again*), one whose words are merged already.
    """
    accepted, partly, rejected = version_words().decisions
    if decision == rejected and not reason.strip():
        raise UserError(f"{rejected}的应当写明理由", place="--reason", remedy='例如 --reject --reason "与《民法典》第八百六十条不一致"')
    if decision == partly and not text.strip():
        raise UserError(f"{partly}的应当写明采纳的内容", place="--partly", remedy='例如 --partly "增加调解程序"')
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
    _refuse_gone(one)
    if one.applied:
        raise UserError(f"第 {one.number} 号意见已于 {one.applied} 写入文稿，不能改变决定", remedy="在文书中改回，再用 adopt 采纳")
    if one.decision and not again:
        raise UserError(f"第 {one.number} 号意见已于 {one.decided} 决定：{one.decision}", remedy="要改变决定的，加 --again")


def _refuse_gone(one: Opinion) -> None:
    if one.replaced:
        raise UserError(f"第 {one.number} 号意见已被该单位后来返回的文件（{one.replaced}）取代", remedy="alliance-docs opinions list 列出现在的意见")
    if one.withdrawn:
        raise UserError(f"第 {one.number} 号意见已于 {one.withdrawn} 撤回", remedy="alliance-docs opinions list 列出现在的意见")


def written(dossier: Dossier, version: Version, numbers: Sequence[int], on: dt.date) -> tuple[Opinion, ...]:
    """Note that somebody has written what was decided on these opinions, or that nothing is to be written. Raises UserError."""
    with lock(dossier.folder):
        before = load_opinions(version)
        found = [before.numbered(number) for number in dict.fromkeys(numbers)]
        for one in found:
            _refuse_gone(one)
            if not one.decision:
                raise UserError(f"第 {one.number} 号意见还没有决定", remedy="先用 alliance-docs opinions decide 决定")
            if one.rejected:
                raise UserError(f"第 {one.number} 号意见没有采纳，没有要写入的文字", remedy="要改变决定的，用 decide 加 --again")
            if one.applied:
                raise UserError(f"第 {one.number} 号意见已于 {one.applied} 写入文稿", remedy="alliance-docs opinions list 列出各条的状态")
            if one.accepted and one.kind in MERGED:
                raise UserError(f"第 {one.number} 号意见有可以直接写入的文字", remedy="运行 alliance-docs opinions apply 写入")
        done = tuple(replace(one, applied=on.isoformat()) for one in found)
        save_opinions(version, before.put(done))
        return done


def withdraw(dossier: Dossier, version: Version, numbers: Sequence[int], member: str, reason: str, on: dt.date) -> tuple[Opinions, tuple[Opinion, ...]]:
    """Take opinions out again that a member takes back or that were entered by mistake; they stay on record.

    *numbers*: these; *member*: everything of this member, with its files. Returns all of the round, and those taken out.
    Raises UserError for an unknown number or one whose words are merged already.
    """
    with lock(dossier.folder):
        before = load_opinions(version)
        files = before.files
        found = [before.numbered(number) for number in dict.fromkeys(numbers)]
        if member:
            who = member_of(dossier.facts_on(), member, active=False).id
            found += [one for one in before.current if one.member == who and one not in found]
            files = tuple(replace(one, withdrawn=on.isoformat()) if one.member == who and one.stands else one for one in files)
            if not found and files == before.files:
                raise UserError(f"{version.name}没有收到这个单位的意见或者文件", place="--from", remedy="alliance-docs opinions list 列出收到的意见")
        for one in found:
            _refuse_gone(one)
            if one.applied:
                raise UserError(f"第 {one.number} 号意见已于 {one.applied} 写入文稿，不能撤回", remedy="在文书中改回，再用 adopt 采纳")
        done = tuple(replace(one, withdrawn=on.isoformat(), reason=reason.strip() or one.reason) for one in found)
        after = replace(before.put(done), files=files)
        save_opinions(version, after)
        return after, done


def rivals(opinions: Opinions, one: Opinion) -> tuple[Opinion, ...]:
    """Return what other members say to the same clause or the same fact, which a decision on *one* touches; what was rejected does not count."""
    return tuple(
        other
        for other in opinions.current
        if other.member != one.member
        and not other.rejected
        and ((other.document, other.clause) == (one.document, one.clause) or (one.path and other.path == one.path))
    )


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
