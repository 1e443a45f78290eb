"""Accepted proposals written into the dossier's edits: each member's file reduced to what was accepted of it, then adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.dossier.adopting import ReturnedFile, adopt, opened, with_facts_kept
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.edits import Pending, edits_of
from alliance_docs.dossier.files import lock
from alliance_docs.dossier.opinions import MERGED, Opinion, load_opinions, save_opinions
from alliance_docs.dossier.opinions_colliding import Part, refuse_collisions, refuse_two_values
from alliance_docs.dossier.opinions_said import file_name_of, name_of
from alliance_docs.dossier.sealed import sealed_filings
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Blank, Chapter, Clause, Draft, Fact, Inline, Inlines, Ref, Text
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.drafting.merging.differences import FactEdit, differences
from alliance_docs.drafting.merging.order import put_back
from alliance_docs.drafting.numbering import number

Correct = Callable[[Sequence[FactEdit]], Sequence[FactEdit]]
"""Corrects facts in the dossier and returns those that were; the others stay wording of the document."""


@dataclass(frozen=True)
class Applied:
    """What was merged, by number; *pending*: words that collided with what was adopted since; *by_hand*: what somebody has to write.

    *left*: facts of a Word form that could not be corrected.
    """

    merged: tuple[Opinion, ...]
    pending: tuple[Pending, ...]
    by_hand: tuple[Opinion, ...]
    left: tuple[Opinion, ...] = ()


def apply(dossier: Dossier, version: Version, on: dt.date, correct: Correct) -> Applied:
    """Merge every accepted proposal of a version that is not merged yet. Raises UserErrors when some of them collide."""
    with lock(dossier.folder):
        before = load_opinions(version)
        waiting = [one for one in before.current if one.to_apply]
        earlier = [one for one in before.current if one.applied and one.accepted and one.kind in MERGED] if waiting else []
        files: dict[tuple[str, str, str], ReturnedFile] = {}
        plan = plan_of(dossier)

        def parts_of(opinions: Iterable[Opinion], *, facts: bool = True) -> list[Part]:
            found: dict[tuple[str, str, str], list[Opinion]] = {}
            for one in opinions:
                found.setdefault((one.document, one.member, one.file), []).append(one)
            for key in found:
                if key not in files:
                    files[key] = opened(dossier, plan, version.returns / key[1] / key[2], key[0], whole=True, proposal=True)
            return [_part(files[key], several, _fact_edits(several) if facts else ()) for key, several in found.items() if files[key].form is None]

        refuse_two_values((*earlier, *waiting))
        kept_as_words = any(True for _ in sealed_filings(dossier))  # otherwise a fact is corrected in the dossier and collides with no wording
        refuse_collisions(parts_of((*earlier, *waiting), facts=kept_as_words), dossier)
        parts = parts_of(waiting)
        corrected = correct(_fact_edits(waiting))
        done = set(map(_fact_key, corrected))
        today = {(edit.path, edit.old): edit.new for edit in corrected}
        pending: list[Pending] = []
        merged: list[Opinion] = []
        for part in parts:
            facts = [edit for edit in _fact_edits(part.opinions) if _fact_key(edit) not in done]
            part = _as_of_today(_part(part.returned, part.opinions, facts), today)
            pending += _adopt(dossier, version, part, on)
            merged += _noted(version, part.opinions, on)
        # of a Word form only facts can be taken; one that could not be corrected waits
        of_forms = [one for one in waiting if files[one.document, one.member, one.file].form is not None]
        merged += _noted(version, [one for one in of_forms if (one.path, one.after) in done], on)
        left = tuple(one for one in of_forms if (one.path, one.after) not in done)
        if superseded := _superseded(earlier, merged):
            save_opinions(version, load_opinions(version).put(superseded))
        return Applied(tuple(merged), tuple(pending), tuple(one for one in before.current if one.by_hand), left)


def _superseded(earlier: Iterable[Opinion], merged: Iterable[Opinion]) -> list[Opinion]:
    """Values of facts that the same member's later file has changed again: they do not count any more."""
    later = {(one.member, one.path): one for one in merged if one.kind == "fact"}
    return [
        replace(one, replaced=new.file)
        for one in earlier
        if one.kind == "fact" and (new := later.get((one.member, one.path))) is not None and new.after != one.after
    ]


def parts_applied(dossier: Dossier, version: Version, document: str) -> list[Part]:
    """Return what was merged of each returned file of a document."""
    plan = plan_of(dossier)
    found: dict[tuple[str, str], list[Opinion]] = {}
    for one in load_opinions(version).current:
        if one.document == document and one.applied and one.accepted and one.kind in MERGED:
            found.setdefault((one.member, one.file), []).append(one)
    opened_ = {key: opened(dossier, plan, version.returns / key[0] / key[1], document, whole=True, proposal=True) for key in found}
    return [_part(opened_[key], several, ()) for key, several in found.items() if opened_[key].form is None]


def _noted(version: Version, opinions: Sequence[Opinion], on: dt.date) -> list[Opinion]:
    """Write down that the words of these are merged."""
    merged = [replace(one, applied=on.isoformat()) for one in opinions]
    if merged:
        save_opinions(version, load_opinions(version).put(merged))
    return merged


def _fact_edits(opinions: Iterable[Opinion]) -> list[FactEdit]:
    return [FactEdit(one.clause, one.path, "", one.before, one.after) for one in opinions if one.kind == "fact"]


def _fact_key(edit: FactEdit) -> tuple[str, str]:
    return edit.path, edit.new


def _adopt(dossier: Dossier, version: Version, part: Part, on: dt.date) -> tuple[Pending, ...]:
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


def _part(returned: ReturnedFile, opinions: Sequence[Opinion], facts: Sequence[FactEdit]) -> Part:
    """Reduce a returned file to *opinions*, of the facts typed over only to *facts*."""
    wanted = {(edit.clause, edit.path, edit.new) for edit in facts}
    kept = with_facts_kept(returned, [edit for edit in returned.found.facts if (edit.clause, edit.path, edit.new) not in wanted])
    return Part(returned, tuple(opinions), reduced(returned.edition.written, kept.text, opinions, facts))


def _as_of_today(part: Part, today: Mapping[tuple[str, str], str]) -> Part:
    """Say corrected facts as they are now in all three texts: a person accepted both, so wording and correction do not collide.

    *today*: path and words before → words now.
    """
    if not today:
        return part

    def changed(inlines: Inlines, _: Clause) -> Inlines:
        return tuple(_corrected(one, today) for one in inlines)

    edition = part.returned.edition
    edition = replace(edition, render=map_runs(edition.render, changed), written=map_runs(edition.written, changed))
    return replace(part, returned=replace(part.returned, edition=edition), text=map_runs(part.text, changed))


def _corrected(one: Inline, today: Mapping[tuple[str, str], str]) -> Inline:
    match one:
        case Fact() if (one.path, one.text) in today:
            return replace(one, text=today[one.path, one.text])
        case Blank() if one.path and (one.path, "") in today:
            return Fact(today[one.path, ""], one.path)
    return one


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
    draft = _titled(draft, [one for one in opinions if one.kind == "chapter"])
    was = {clause.id: clause for clause in written.clauses}
    put = [now[clause.id] if clause.id in of["added"] | of["changed"] else was[clause.id] for clause in text.clauses if clause.id in of["added"] | of["moved"]]
    return _anchored(_retold(put_back(draft, put, text), of["changed"] | of["added"], facts), text)


def _titled(draft: Draft, opinions: Sequence[Opinion]) -> Draft:
    """Put accepted headings of chapters in, strike and reword them."""
    body = list(draft.body)
    for one in opinions:
        place = next((at for at, part in enumerate(body) if one.before and isinstance(part, Chapter) and part.title == one.before), -1)
        if place >= 0 and one.before != one.after and one.after:
            body[place] = Chapter(one.after)
            continue
        if place >= 0:
            del body[place]
        follows = next((at for at, part in enumerate(body) if isinstance(part, Clause) and part.id == one.clause), len(body))
        if one.after:
            body.insert(follows, Chapter(one.after))
    return number(replace(draft, body=tuple(body))) if opinions else draft


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
