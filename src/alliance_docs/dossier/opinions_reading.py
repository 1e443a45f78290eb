"""What a member's returned file proposes, difference by difference: place, words before and after, whether tracked and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from alliance_docs.dossier.adopting import ReturnedFile, with_facts_kept
from alliance_docs.dossier.comparison_labels import label
from alliance_docs.dossier.opinions import Kind, Opinion
from alliance_docs.dossier.opinions_said import body_text
from alliance_docs.dossier.opinions_tracks import Tracks
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Chapter, Clause, Draft, Inlines, Table, block_inlines, clause_text, plain
from alliance_docs.drafting.merging.differences import FactEdit
from alliance_docs.drafting.merging.matching import matched
from alliance_docs.drafting.merging.words import bare
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.numerals import han

_MEMBER = re.compile(r"members\[([^\]]+)\]")
_CELL = "｜"


def opinions_in(one: ReturnedFile, member: str, facts: Facts) -> Iterator[Opinion]:
    """Yield the opinions a returned file holds, without numbers: differences of wording, of facts, of chapters, and comments."""
    if one.form is not None:
        yield from _of_form(one, member, facts)
        return
    was = {clause.id: clause for clause in one.edition.written.clauses}
    now = {clause.id: clause for clause in one.text.clauses}
    worded = {clause.id: clause for clause in with_facts_kept(one, one.found.facts).text.clauses}  # facts are opinions of their own
    tracks = Tracks(one)

    def about(clause: str, kind: Kind, before: str, after: str, *, anchor: str = "", path: str = "") -> Opinion:
        told = label(was[clause]) if clause in was else label(replace(now[clause], number=0))
        return Opinion(0, member, one.document, clause, kind, told, anchor, before, after, path, *tracks.of(clause, kind))

    for edit in one.found.changed:
        yield about(edit.clause, "changed", *lines_changed(was[edit.clause], worded[edit.clause]))
    for name in one.found.added:
        yield about(name, "added", "", _text(now[name]), anchor=_anchor(one.text, name, was))
    for name in one.found.removed:
        yield about(name, "removed", body_text(was[name]), "")
    for name in one.found.moved:
        yield about(name, "moved", body_text(was[name]), "", anchor=_anchor(one.text, name, was))
    for fact in one.found.facts:
        made = about(fact.clause, "fact", fact.old, fact.new, path=fact.path)
        yield replace(made, label=f"{made.label}（{_called(fact, facts)}）")
    yield from _chapter_titles(one, member, tracks)
    yield from _comments(one, member)


def _of_form(one: ReturnedFile, member: str, facts: Facts) -> Iterator[Opinion]:
    """Facts of a Word form; what else was changed belongs to its template and is told as an opinion."""
    assert one.form is not None
    was = {clause.id: clause for clause in one.edition.written.clauses}
    for fact in one.form.facts:
        told = "".join(filter(None, (label(was.get(fact.clause)), f"（{_called(fact, facts)}）")))
        yield Opinion(0, member, one.document, fact.clause, "fact", told, "", fact.old, fact.new, fact.path)
    for lost in one.form.lost:
        yield Opinion(0, member, one.document, lost.clause, "opinion", lost.place or label(was.get(lost.clause)), "", lost.before, _form_said(lost.before, lost.after))
    yield from _comments(one, member)


def _form_said(before: str, after: str) -> str:
    words = version_words().said
    pattern = words["changed"] if before and after else words["inserted"] if after else words["struck"]
    return pattern.format(before=before, after=after)


def lines_changed(before: Clause, after: Clause) -> tuple[str, str]:
    """Return the paragraphs and table rows of a clause that differ, before and after, a line each; the cells of a row in one line."""
    old, new = list(_lines(before)), list(_lines(after))
    found = matched([key for key, _ in old], [key for key, _ in new])
    kept = set(found)
    gone = [line for (_, line), target in zip(old, found, strict=True) if target < 0]
    put = [line for number, (_, line) in enumerate(new) if number not in kept]
    return "\n".join(gone), "\n".join(put)


def _text(clause: Clause) -> str:
    return "\n".join(line for _, line in _lines(clause))


def _lines(clause: Clause) -> Iterator[tuple[tuple[Inlines, ...], str]]:
    """The paragraphs and rows of a clause, without the words of references, and as they read."""
    if plain(clause.rubric).strip():
        yield (bare(clause.rubric),), plain(clause.rubric)
    for block in clause.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                runs = [run for cell in row.cells for run in cell.paragraphs if plain(run).strip()]
                if runs:
                    yield tuple(map(bare, runs)), _CELL.join(plain(run).replace("\n", "，") for run in runs)
        else:
            yield from (((bare(run),), plain(run)) for run in block_inlines(block) if plain(run).strip())


def _chapter_titles(one: ReturnedFile, member: str, tracks: Tracks) -> Iterator[Opinion]:
    was = {clause.id: clause for clause in one.edition.written.clauses}
    for edit in one.found.chapters:
        told = chapter_label(one.edition.written, edit.old) if edit.old else label(was.get(edit.before))
        tracked, author = tracks.of_chapter(edit)
        yield Opinion(0, member, one.document, edit.before or _first_below(one.edition.written, edit.old), "chapter", told, "", edit.old, edit.new, "", tracked, author)


def _first_below(written: Draft, title: str) -> str:
    return next((clause for name, clause in _chapters(written) if name == title), "")


def chapter_label(draft: Draft, title: str) -> str:
    """Return what a chapter is called: 第八章　知识产权."""
    titles = [part.title for part in draft.body if isinstance(part, Chapter)]
    return f"第{han(titles.index(title) + 1)}章\u3000{title}" if title in titles else title


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


def _anchor(text: Draft, name: str, was: Mapping[str, Clause]) -> str:
    """The clause of the version before *name* in the returned text, empty at the very beginning."""
    order = [clause.id for clause in text.clauses]
    return next((one for one in reversed(order[: order.index(name)]) if one in was), "")


# --- comments ------------------------------------------------------------------------------------------------------


def _comments(one: ReturnedFile, member: str) -> Iterator[Opinion]:
    from alliance_docs.word.places import places

    said = [comment for comment in one.comments if not comment.done and comment.text.strip()]
    if not said:
        return
    written = one.edition.written
    known = {**{clause.id: clause for clause in one.text.clauses}, **{clause.id: clause for clause in written.clauses}}
    where = {place: clause for clause, spots in places(one.data).items() if clause in known for place in spots if place >= 0}
    for comment in said:
        clause, told = where.get(comment.paragraph, ""), ""
        chapter = next(((title, first) for title, first in _chapters(written) if not clause and title and title in comment.context and len(comment.context) < 2 * len(title) + 8), None)
        if clause:
            told = label(known[clause])
        elif chapter:
            told, clause = chapter_label(written, chapter[0]), chapter[1]
        else:
            clause = _holding(one.text, comment.context) or _holding(written, comment.context) or _before(where, comment.paragraph)
            told = label(known.get(clause)) if clause else version_words().said["whole"]
        yield Opinion(0, member, one.document, clause, "comment", told, "", comment.quote, comment.text, author=comment.author)


def _holding(text: Draft, words: str) -> str:
    """The only clause that holds a paragraph's words, empty where there are none or several."""
    wanted = "".join(words.split())
    found = [clause.id for clause in text.clauses if wanted and wanted in "".join(clause_text(clause).split())]
    return found[0] if len(found) == 1 else ""


def _before(where: Mapping[int, str], paragraph: int) -> str:
    earlier = [place for place in where if place <= paragraph]
    return where[max(earlier)] if paragraph >= 0 and earlier else ""


def same_say(one: Opinion) -> tuple[str, ...]:
    """What tells one opinion from another, whoever has it: where it is and what it wants."""
    return one.clause, one.kind, one.before, one.after, one.anchor, one.path


def alike(mine: tuple[Opinion, ...], others: tuple[Opinion, ...]) -> str:
    """Return the member whose opinions are exactly *mine*, or an empty string."""
    said = {same_say(one) for one in mine}
    by: dict[str, set[tuple[str, ...]]] = {}
    for one in others:
        by.setdefault(one.member, set()).add(same_say(one))
    return next((member for member, all_ in by.items() if said and said == all_), "")
