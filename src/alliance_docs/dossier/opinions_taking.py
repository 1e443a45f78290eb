"""A member's copy of a version taken as proposals: nothing of the dossier's own wording or facts is changed by it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.dossier.adopting import ReturnedFile, opened
from alliance_docs.dossier.comparison_labels import label
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.files import digest, lock, read_bytes, write_atomic
from alliance_docs.dossier.opinions import Opinion, Opinions, ReturnedCopy, load_opinions, save_opinions
from alliance_docs.dossier.opinions_said import body_text
from alliance_docs.dossier.proposing import proposed_by
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version, holding, versions_of
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Chapter, Clause, Draft, clause_text
from alliance_docs.drafting.merging.differences import Differences, FactEdit, differences
from alliance_docs.drafting.merging.matching import matched
from alliance_docs.drafting.merging.own_clauses import with_own_ids, with_references
from alliance_docs.errors import UserError
from alliance_docs.facts.changing import member_of
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of

_MEMBER = re.compile(r"members\[([^\]]+)\]")


@dataclass(frozen=True)
class Proposed:
    """A member's file as read: the *version* it answers, what it proposes, without numbers yet. *later*: versions sent since.

    *received*: this very file was taken before; *strange*: the version was not sent to this member.
    """

    member: str
    version: Version
    returned: ReturnedFile
    opinions: tuple[Opinion, ...]
    later: tuple[Version, ...] = ()
    received: bool = False
    strange: bool = False


def proposed(dossier: Dossier, plan: Plan, path: Path, member: str, document: str = "", *, whole: bool = False) -> Proposed:
    """Read a member's file and compare it with the version that was sent. Raises UserError for a text that was never sent."""
    known = versions_of(dossier)
    if not known:
        raise UserError("还没有发出过文稿，不能作为返回的意见", place=path.name, remedy="先用 alliance-docs versions send 发出；我方自己改的，不加 --from")
    who = member_of(plan.facts, member).id
    one = opened(dossier, plan, path, document, whole=whole, proposal=True)
    candidates = holding(known, one.document, one.edition.name)
    if not candidates:
        names = [version.name for version in known if version.document(one.document)]
        sent = f"发出的有：{'、'.join(names)}" if names else "这份文书没有发出过"
        raise UserError("这个文件是在没有发出的文稿上修改的", place=path.name, remedy=f"{sent}；请对方在发出的文件上修改，或者用 opinions add 逐条登记")
    version = _meant(candidates, one, who)
    opinions = tuple(_opinions(one, who, plan.facts))
    files = load_opinions(version).files
    received = any(copy.member == who and copy.sha256 == digest(one.data) and not copy.replaced for copy in files)
    later = tuple(each for each in known[known.index(version) + 1 :] if each.document(one.document))
    return Proposed(who, version, one, opinions, later, received, not version.went_to(who))


def _meant(candidates: tuple[Version, ...], one: ReturnedFile, member: str) -> Version:
    """Of several versions with the same text the one whose label the file bears, else the last sent to this member."""
    from alliance_docs.word.footer_label import labels_of

    lines = labels_of(one.data)
    labels = {version: f"{version.label}{file.number}" for version in candidates if (file := version.document(one.document))}
    named = [version for version in candidates if any(labels[version] in line for line in lines)]
    return (named or [version for version in candidates if version.went_to(member)] or list(candidates))[-1]


def _opinions(one: ReturnedFile, member: str, facts: Facts) -> Iterator[Opinion]:
    was = {clause.id: clause for clause in one.edition.written.clauses}
    now = {clause.id: clause for clause in one.text.clauses}
    tracks = _Tracks(one)
    who = "、".join(editor.name for editor in one.editors if editor.name)

    def about(clause: str, kind: str, before: str, after: str, *, anchor: str = "", path: str = "") -> Opinion:
        tracked = tracks.of(clause, kind)
        told = label(was[clause]) if clause in was else label(replace(now[clause], number=0))
        return Opinion(
            0, member, one.document, clause, kind, told, anchor, before, after, path,  # type: ignore[arg-type]
            tracked, who if tracked != "untracked" else "",
        )  # fmt: skip

    for edit in one.found.changed:
        yield about(edit.clause, "changed", "\n".join(edit.before), "\n".join(edit.after))
    for name in one.found.added:
        yield about(name, "added", "", clause_text(now[name]), anchor=_anchor(one.text, name, was))
    for name in one.found.removed:
        yield about(name, "removed", body_text(was[name]), "")
    for name in one.found.moved:
        yield about(name, "moved", body_text(was[name]), "", anchor=_anchor(one.text, name, was))
    for fact in one.found.facts:
        made = about(fact.clause, "fact", fact.old, fact.new, path=fact.path)
        yield replace(made, label=f"{made.label}（{_called(fact, facts)}）")
    for clause, old, new in chapters_changed(one.edition.written, one.text):
        pattern = version_words().said["chapter" if old and new else "chapter_new" if new else "chapter_gone"]
        told = label(was[clause] if clause in was else now.get(clause))
        yield Opinion(0, member, one.document, clause, "opinion", told, "", old, pattern.format(before=old, after=new))
    for comment in one.comments:
        if not comment.done and comment.text.strip():
            clause = _remarked(one.text, comment.quote)
            told = label(was[clause]) if clause in was else label(now.get(clause))
            yield Opinion(0, member, one.document, clause, "comment", told, "", comment.quote, comment.text, author=comment.author)


def chapters_changed(written: Draft, text: Draft) -> list[tuple[str, str, str]]:
    """Return the chapters whose titles differ: the first clause of each, the title before (empty: new) and after (empty: gone)."""
    was, now = _chapters(written), _chapters(text)
    kept = matched([title for title, _ in was], [title for title, _ in now])
    gone = [one for one, target in zip(was, kept, strict=True) if target < 0]
    new = [one for number, one in enumerate(now) if number not in kept]
    if len(gone) == len(new):
        return [(clause, old, title) for (old, clause), (title, _) in zip(gone, new, strict=True)]
    return [*((clause, old, "") for old, clause in gone), *((clause, "", title) for title, clause in new)]


def _chapters(draft: Draft) -> list[tuple[str, str]]:
    found = []
    for place, part in enumerate(draft.body):
        if isinstance(part, Chapter):
            found.append((part.title, next((one.id for one in draft.body[place:] if isinstance(one, Clause)), "")))
    return found


def _called(edit: FactEdit, facts: Facts) -> str:
    """What a fact is: whose, and what the questionnaire calls it."""
    try:
        field = edit.label or field_of(edit.path).label
    except (UserError, KeyError):
        field = edit.path
    whose = _MEMBER.match(edit.path)
    owner = facts.member(whose[1]) if whose else None
    return f"{owner.name}{field}" if owner and owner.name else field


def _anchor(text: Draft, name: str, was: dict[str, Clause]) -> str:
    """The clause of the version before *name* in the returned text, empty at the very beginning."""
    order = [clause.id for clause in text.clauses]
    return next((one for one in reversed(order[: order.index(name)]) if one in was), "")


def _remarked(text: Draft, quote: str) -> str:
    words = "".join(quote.removesuffix("……").split())
    found = next((clause.id for clause in text.clauses if words and words in "".join(clause_text(clause).split())), "")
    return found or (text.clauses[0].id if text.clauses else "")


class _Tracks:
    """Which differences are tracked changes: what the file says with all of them rejected must be what was sent."""

    def __init__(self, one: ReturnedFile) -> None:
        self.any = bool(one.editors)
        self.found = _rejected(one) if self.any else Differences()
        self.changed = {edit.clause: edit for edit in self.found.changed}
        self.whole = {edit.clause: edit for edit in one.found.changed}

    def of(self, clause: str, kind: str) -> str:
        """Return tracked, partly or untracked for a difference."""
        if not self.any:
            return "untracked"
        match kind:
            case "changed" if clause in self.changed:
                return "untracked" if self.changed[clause] == self.whole[clause] else "partly"
            case "fact":
                return "untracked" if any(fact.clause == clause for fact in self.found.facts) else "tracked"
            case "added":
                return "untracked" if clause in self.found.added else "tracked"
            case "removed":
                return "untracked" if clause in self.found.removed else "tracked"
            case "moved":
                return "untracked" if clause in self.found.moved else "tracked"
        return "tracked"


def _rejected(one: ReturnedFile) -> Differences:
    """What differs from the version when every tracked change is rejected."""
    from alliance_docs.word.identity import find_identity
    from alliance_docs.word.package import open_package
    from alliance_docs.word.reader import read_identity, read_package
    from alliance_docs.word.views import without_changes_by

    package = without_changes_by(open_package(one.data), proposed_by())
    identity = find_identity(package) or read_identity(one.edition.data)
    text = replace(read_package(package, identity, view="original"), id=one.document)
    text, _ = with_references(one.edition.written, with_own_ids(one.edition.written, text))
    return differences(one.edition.written, text)


def take(dossier: Dossier, one: Proposed, on: dt.date) -> tuple[Opinions, tuple[Opinion, ...]]:
    """Keep a member's file and its proposals; return all opinions of the round and those that are new.

    A later file replaces this member's earlier one of the same document: proposals it repeats keep number and decision.
    """
    with lock(dossier.folder):
        before = load_opinions(one.version)
        name = _archive(one, on)
        same = [each for each in before.opinions if each.member == one.member and each.document == one.returned.document and each.file and not each.replaced]
        kept: dict[int, Opinion] = {}
        new: list[Opinion] = []
        number = before.next_number
        for each in one.opinions:
            twin = next((old for old in same if old.number not in kept and _says(old) == _says(each)), None)
            if twin is not None:
                kept[twin.number] = replace(twin, file=name, tracked=each.tracked, author=each.author)
            else:
                new.append(replace(each, number=number, file=name, on=on.isoformat()))
                number += 1
        gone = [replace(old, replaced=name) for old in same if old.number not in kept]
        opinions = before.put((*kept.values(), *gone))
        files = tuple(
            replace(copy, replaced=name) if copy.member == one.member and copy.document == one.returned.document and not copy.replaced and copy.file != name else copy
            for copy in before.files
        )
        copy = ReturnedCopy(one.member, one.returned.document, name, digest(one.returned.data), one.returned.edition.name, on.isoformat())
        listed = any(each.member == one.member and each.file == name for each in files)
        after = Opinions(files if listed else (*files, copy), (*opinions.opinions, *new))
        save_opinions(one.version, after)
        return after, tuple(new)


def _says(one: Opinion) -> tuple[str, ...]:
    return one.clause, one.kind, one.before, one.after, one.anchor, one.path


def _archive(one: Proposed, on: dt.date) -> str:
    """Keep the file as it came; return its name in ``returns/<member>/``."""
    path, data, number = one.returned.path, one.returned.data, 1
    while True:
        name = f"{on.isoformat()}-{path.stem}{f'（{number}）' if number > 1 else ''}{path.suffix}"
        kept = one.version.returns / one.member / name
        if not kept.exists():
            write_atomic(kept, data)
            return name
        if read_bytes(kept) == data:
            return name
        number += 1
