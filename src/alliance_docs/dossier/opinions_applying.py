"""Accepted proposals written into the dossier's edits: each member's file reduced to what was accepted of it, then adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.dossier.adopting import ReturnedFile, adopt, opened, with_facts_kept
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.edited_drafts import sensitive
from alliance_docs.dossier.edits import Pending, edits_of
from alliance_docs.dossier.files import lock
from alliance_docs.dossier.opinions import Opinion, load_opinions, save_opinions
from alliance_docs.dossier.opinions_said import file_name_of, name_of
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Blank, Chapter, Clause, Draft, Fact, Inline, Inlines, Ref, Text
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.drafting.merging.differences import FactEdit, differences
from alliance_docs.drafting.merging.merge import merge
from alliance_docs.drafting.merging.order import put_back
from alliance_docs.errors import UserError

Correct = Callable[[Sequence[FactEdit]], Sequence[FactEdit]]
"""Corrects facts in the dossier and returns those that were; the others stay wording of the document."""


@dataclass(frozen=True)
class Applied:
    """What was merged, by number; *pending*: words that collided with what was adopted since; *by_hand*: what somebody has to write."""

    merged: tuple[Opinion, ...]
    pending: tuple[Pending, ...]
    by_hand: tuple[Opinion, ...]


@dataclass(frozen=True)
class _Part:
    """What was accepted of one returned file, and the version's text with only that."""

    returned: ReturnedFile
    opinions: tuple[Opinion, ...]
    text: Draft


def apply(dossier: Dossier, version: Version, on: dt.date, correct: Correct) -> Applied:
    """Merge every accepted proposal of a version that is not merged yet. Raises UserError when two of them collide."""
    with lock(dossier.folder):
        before = load_opinions(version)
        waiting = [one for one in before.current if one.to_apply]
        earlier = [one for one in before.current if one.applied] if waiting else []
        files: dict[tuple[str, str, str], ReturnedFile] = {}
        plan = plan_of(dossier)

        def parts_of(opinions: Iterable[Opinion]) -> list[_Part]:
            found: dict[tuple[str, str, str], list[Opinion]] = {}
            for one in opinions:
                found.setdefault((one.document, one.member, one.file), []).append(one)
            for key in found:
                if key not in files:
                    files[key] = opened(dossier, plan, version.returns / key[1] / key[2], key[0], whole=True, proposal=True)
            return [_part(files[key], several, _fact_edits(several)) for key, several in found.items()]

        _refuse_collisions(parts_of((*earlier, *waiting)), dossier)
        parts = parts_of(waiting)
        done = set(map(_fact_key, correct(_fact_edits(waiting))))
        pending: list[Pending] = []
        for part in parts:
            facts = [edit for edit in _fact_edits(part.opinions) if _fact_key(edit) not in done]
            part = _part(part.returned, part.opinions, facts)
            pending += _adopt(dossier, version, part, on)
            merged = [replace(one, applied=on.isoformat()) for one in part.opinions]
            save_opinions(version, load_opinions(version).put(merged))
        by_hand = tuple(one for one in before.current if one.by_hand)
        return Applied(tuple(waiting), tuple(pending), by_hand)


def _fact_edits(opinions: Iterable[Opinion]) -> list[FactEdit]:
    return [FactEdit(one.clause, one.path, "", one.before, one.after) for one in opinions if one.kind == "fact"]


def _fact_key(edit: FactEdit) -> tuple[str, str]:
    return edit.path, edit.new


def _adopt(dossier: Dossier, version: Version, part: _Part, on: dt.date) -> tuple[Pending, ...]:
    """Adopt one reduced file as an edit made from the version that was sent."""
    from alliance_docs.word.shell import common_shell
    from alliance_docs.word.writer import Meta, write

    found = differences(part.returned.edition.written, part.text)
    if found.nothing:
        return ()
    words, sent = version_words().adoption, version.document(part.returned.document)
    assert sent is not None
    facts, member = dossier.facts_on(), part.opinions[0].member
    name = name_of(facts, member)
    file = words["file"].format(member=file_name_of(facts, member), title=sent.title, label=version.label, number=sent.number)
    known = edits_of(dossier, part.returned.document)
    missing = tuple(one for one in (known.adoptions if known else ()) if one.sha256 not in part.returned.edition.adoptions)
    made = ReturnedFile(Path(f"{file}.docx"), write(part.text, common_shell(), Meta()), part.returned.edition, part.text, found, missing)
    numbers = "、".join(str(one.number) for one in part.opinions)
    by = words["by"].format(member=words["number"].format(member=name, numbers=numbers))
    return adopt(dossier, plan_of(dossier), made, by=by, on=on).pending


def _part(returned: ReturnedFile, opinions: Sequence[Opinion], facts: Sequence[FactEdit]) -> _Part:
    """Reduce a returned file to *opinions*, of the facts typed over only to *facts*."""
    wanted = {(edit.clause, edit.path, edit.new) for edit in facts}
    kept = with_facts_kept(returned, [edit for edit in returned.found.facts if (edit.clause, edit.path, edit.new) not in wanted])
    return _Part(returned, tuple(opinions), reduced(returned.edition.written, kept.text, opinions, facts))


def reduced(written: Draft, text: Draft, opinions: Sequence[Opinion], facts: Sequence[FactEdit] = ()) -> Draft:
    """Return *written* with only what was accepted of *text*: clauses changed, added, removed, moved, and *facts*."""
    of = {kind: {one.clause for one in opinions if one.kind == kind} for kind in ("changed", "added", "removed", "moved")}
    now = {clause.id: clause for clause in text.clauses}
    body: list[Chapter | Clause] = []
    for part in written.body:
        if not isinstance(part, Clause):
            body.append(part)
        elif part.id not in of["removed"] and part.id not in of["moved"]:
            body.append(now[part.id] if part.id in of["changed"] and part.id in now else part)
    draft = replace(written, body=tuple(body))
    was = {clause.id: clause for clause in written.clauses}
    put = [now[clause.id] if clause.id in of["added"] | of["changed"] else was[clause.id] for clause in text.clauses if clause.id in of["added"] | of["moved"]]
    return _anchored(_retold(put_back(draft, put, text), of["changed"] | of["added"], facts), text)


def _retold(draft: Draft, from_file: Iterable[str], facts: Sequence[FactEdit]) -> Draft:
    """Put accepted facts into clauses that otherwise stay as they were sent."""
    taken = set(from_file)
    new: Mapping[tuple[str, str, str], str] = {(edit.clause, edit.path, edit.old): edit.new for edit in facts}

    def changed(inlines: Inlines, clause: Clause) -> Inlines:
        if clause.id in taken:
            return inlines
        return tuple(_said(one, clause.id, new) for one in inlines)

    return map_runs(draft, changed) if new else draft


def _said(one: Inline, clause: str, new: Mapping[tuple[str, str, str], str]) -> Inline:
    match one:
        case Fact() if (clause, one.path, one.text) in new:
            return replace(one, text=new[clause, one.path, one.text])
        case Blank() if (clause, one.path, "") in new:
            return Fact(new[clause, one.path, ""], one.path)
    return one


def _anchored(draft: Draft, text: Draft) -> Draft:
    """Make references to clauses of the returned file that were not accepted plain words again."""
    gone = {clause.id for clause in text.clauses} - {clause.id for clause in draft.clauses}
    if not gone:
        return draft

    def changed(inlines: Inlines, clause: Clause) -> Inlines:
        return tuple(Text(one.text, one.bold) if isinstance(one, Ref) and not one.document and one.clause in gone else one for one in inlines)

    return map_runs(draft, changed)


def _refuse_collisions(parts: Sequence[_Part], dossier: Dossier) -> None:
    """Merge what was accepted of several files on trial: a person must choose between words that collide."""
    words = sensitive(dossier.facts_on())
    for document in dict.fromkeys(part.returned.document for part in parts):
        ours: Draft | None = None
        earlier: list[_Part] = []
        for part in (one for one in parts if one.returned.document == document):
            if ours is not None and part.returned.edition.name == earlier[0].returned.edition.name:
                made = merge(part.returned.edition.written, ours, part.text, words)
                for clash in made.conflicts:
                    numbers = [one.number for each in (*earlier, part) for one in each.opinions if one.clause == clash.clause]
                    told = "、".join(map(str, numbers))
                    remedy = "只采纳其中一条；都要采纳一部分的，改为部分采纳（decide --again --partly），由我方改写"
                    raise UserError(f"第 {told} 号意见改动同一处，不能都写入", place=f"{document} {clash.clause}", remedy=remedy)
                ours = made.draft
            else:
                ours = part.text if ours is None else ours
            earlier.append(part)
