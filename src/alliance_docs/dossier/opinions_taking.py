"""A member's copy of a version taken as proposals: nothing of the dossier's own wording or facts is changed by it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.dossier.adopting import ReturnedFile, opened
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.files import digest, lock, read_bytes
from alliance_docs.dossier.opinions import Opinion, Opinions, ReturnedCopy, keep_return, load_opinions, save_opinions
from alliance_docs.dossier.opinions_reading import alike, opinions_in, same_say
from alliance_docs.dossier.opinions_said import name_of
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version, holding, versions_of
from alliance_docs.errors import UserError
from alliance_docs.facts.changing import member_of


@dataclass(frozen=True)
class Proposed:
    """A member's file as read: the *version* it answers, what it proposes, without numbers yet. *later*: versions sent since.

    *received*: this very file was taken before; *strange*: the version was not sent to this member; *alike*: another member
    whose opinions are exactly these.
    """

    member: str
    version: Version
    returned: ReturnedFile
    opinions: tuple[Opinion, ...]
    later: tuple[Version, ...] = ()
    received: bool = False
    strange: bool = False
    alike: str = ""


def proposed(dossier: Dossier, plan: Plan, path: Path, member: str, document: str = "", *, whole: bool = False) -> Proposed:
    """Read a member's file and compare it with the version that was sent. Raises UserError for a text that was never sent."""
    known = versions_of(dossier)
    if not known:
        raise UserError("还没有发出过文稿，不能作为返回的意见", place=path.name, remedy="先用 alliance-docs versions send 发出；我方自己改的，不加 --from")
    who = member_of(plan.facts, member).id
    one = _opened(dossier, plan, path, document, whole=whole)
    candidates = holding(known, one.document, one.edition.name)
    if not candidates:
        names = [version.name for version in known if version.document(one.document)]
        sent = f"发出的有：{'、'.join(names)}" if names else "这份文书没有发出过"
        raise UserError("这个文件是在没有发出的文稿上修改的", place=path.name, remedy=f"{sent}；请对方在发出的文件上修改，或者用 opinions add 逐条登记")
    version = _meant(candidates, one, who)
    before = load_opinions(version)
    hash_ = digest(one.data)
    opinions = tuple(opinions_in(one, who, plan.facts))
    other = next((copy for copy in before.standing if copy.member != who and copy.sha256 == hash_), None)
    if other is not None and opinions:
        raise UserError(
            f"这个文件与{name_of(plan.facts, other.member)}返回的文件完全相同（{other.file}）",
            place=path.name,
            remedy="核对是哪个单位的文件：登记错了的，先运行 alliance-docs opinions withdraw --from 那个单位；意见相同的，用 opinions add 登记",
        )
    received = any(copy.member == who and copy.sha256 == hash_ for copy in before.standing)
    later = tuple(each for each in known[known.index(version) + 1 :] if each.document(one.document))
    others = tuple(each for each in before.current if each.member != who and each.document == one.document and each.file)
    return Proposed(who, version, one, opinions, later, received, not version.went_to(who), alike(opinions, others))


def _opened(dossier: Dossier, plan: Plan, path: Path, document: str, *, whole: bool) -> ReturnedFile:
    try:
        return opened(dossier, plan, path, document, whole=whole, proposal=True)
    except UserError as error:
        data = read_bytes(path) if path.is_file() else b""
        if data and not data.startswith(b"PK"):  # a PDF, a picture, a text: no .docx at all
            remedy = "其中的意见用 alliance-docs opinions add 逐条登记，用 --file 附上这个文件；有 Word 文件的，请对方返回 Word 文件"
            raise UserError(error.message, place=error.place or path.name, remedy=remedy) from error
        raise


def _meant(candidates: tuple[Version, ...], one: ReturnedFile, member: str) -> Version:
    """Of several versions with the same text the one whose label the file bears, else the last sent to this member."""
    from alliance_docs.word.footer_label import labels_of

    lines = labels_of(one.data)
    labels = {version: re.compile(rf"{version.label}{file.number}(?!\d)") for version in candidates if (file := version.document(one.document))}
    named = [version for version in candidates if any(labels[version].search(line) for line in lines)]
    return (named or [version for version in candidates if version.went_to(member)] or list(candidates))[-1]


def take(dossier: Dossier, one: Proposed, on: dt.date) -> tuple[Opinions, tuple[Opinion, ...]]:
    """Keep a member's file and its proposals; return all opinions of the round and those that are new.

    A later file replaces this member's earlier one of the same document: proposals it repeats keep number and decision;
    one whose words are merged already counts on.
    """
    with lock(dossier.folder):
        before = load_opinions(one.version)
        name = keep_return(one.version, one.member, one.returned.path, one.returned.data, on)
        same = [each for each in before.current if each.member == one.member and each.document == one.returned.document and each.file]
        kept: dict[int, Opinion] = {}
        new: list[Opinion] = []
        number = before.next_number
        for each in one.opinions:
            twin = next((old for old in same if old.number not in kept and same_say(old) == same_say(each)), None)
            if twin is not None:
                kept[twin.number] = replace(twin, file=name, tracked=each.tracked, author=each.author)
            else:
                new.append(replace(each, number=number, file=name, on=on.isoformat()))
                number += 1
        gone = [replace(old, replaced=name) for old in same if old.number not in kept and not old.applied]
        opinions = before.put((*kept.values(), *gone))
        files = tuple(
            replace(copy, replaced=name) if copy.member == one.member and copy.document == one.returned.document and copy.stands and copy.file != name else copy
            for copy in before.files
        )
        copy = ReturnedCopy(one.member, one.returned.document, name, digest(one.returned.data), one.returned.edition.name, on.isoformat())
        listed = any(each.member == one.member and each.file == name and each.stands for each in files)
        after = Opinions(files if listed else (*files, copy), (*opinions.opinions, *new))
        save_opinions(one.version, after)
        return after, tuple(new)
