"""Whose words are new in a version: of members whose opinions were taken, of those who edited the file in Word; change by change."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from alliance_docs.dossier.editions import find
from alliance_docs.dossier.edits import RECEIVED, Adoption, edits_of, folder_of
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.opinions import MERGED, load_opinions
from alliance_docs.dossier.opinions_marked import differing as marked
from alliance_docs.dossier.opinions_marked import flagged, has_marks
from alliance_docs.dossier.opinions_reading import lines_changed
from alliance_docs.dossier.opinions_said import name_of
from alliance_docs.dossier.proposing import proposed_by
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import SentFile, Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Clause, Draft, clause_text
from alliance_docs.drafting.merging.differences import differences
from alliance_docs.drafting.merging.own_clauses import with_own_ids, with_references
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.word.redline_authors import Told


_NUMBER = re.compile(r"第?[一二三四五六七八九十百千零0-9]+[条款项]?")


@dataclass(frozen=True)
class Hand:
    """One change somebody made: in *clause* (empty: in a chapter's heading) the words *before* and *after*, or of the fact *path* its values.

    *author*: in whose name it stands; *member*: an opinion of that member was taken.
    """

    author: str
    clause: str
    before: str
    after: str
    path: str = ""
    member: bool = False


def hands_since(dossier: Dossier, known: Sequence[Version], was: Version, file: SentFile, usual: str) -> tuple[Hand, ...]:
    """Return what was put into a document since *file* of the version *was*: opinions taken, files taken back.

    *known*: all versions; *usual*: the author where nobody is named.
    """
    return (*_of_members(dossier, known, was, file.id), *_of_ours(dossier, file, file.id, usual))


def _of_members(dossier: Dossier, known: Sequence[Version], was: Version, document: str) -> Iterator[Hand]:
    facts = dossier.facts_on()
    for version in known:
        for one in load_opinions(version).current:
            # an answer to an older version may be taken after this one was sent
            if not (one.applied and one.accepted and one.kind in MERGED) or one.applied < was.date or (one.document != document and one.kind != "fact"):
                continue
            heading = one.kind == "chapter"
            yield Hand(name_of(facts, one.member), "" if heading else one.clause, one.before, one.after, one.path, member=True)


def _of_ours(dossier: Dossier, was: SentFile, document: str, usual: str) -> Iterator[Hand]:
    edits, sent = edits_of(dossier, document), find(dossier, document, was.edition)
    held: Collection[str] = sent.adoptions if sent else ()
    for one in edits.adoptions if edits else ():
        if one.sha256 not in held and not _taken_from_a_member(one):
            yield from _of_file(dossier, document, one, one.by or usual)


def _taken_from_a_member(one: Adoption) -> bool:
    """Tell whether a file was made of accepted opinions."""
    words = version_words().adoption
    start, end = words["by"].split("{member}")
    return one.by.startswith(start) and one.by.endswith(end) and bool(start or end)


def _of_file(dossier: Dossier, document: str, one: Adoption, author: str) -> Iterator[Hand]:
    """What was changed in a file that was taken back; of one that is not there any more nothing is known."""
    from alliance_docs.word.reader import read_identity
    from alliance_docs.word.returned import read_returned

    path, edition = folder_of(dossier) / RECEIVED / one.file, find(dossier, document, one.edition)
    if edition is None or not path.is_file():
        return
    data = read_bytes(path)
    try:
        returned = read_returned(data, read_identity(edition.data), proposed_by=proposed_by(), model=edition.data)
    except UserError:
        return
    text, _ = with_references(edition.written, with_own_ids(edition.written, replace(returned.draft, id=document)))
    was, now = _clauses(edition.written), _clauses(text)
    found = differences(edition.written, text)
    for edit in found.changed:
        yield Hand(author, edit.clause, *lines_changed(was[edit.clause], now[edit.clause]))
    for name in found.added:
        yield Hand(author, name, "", clause_text(now[name]))
    for name in (*found.removed, *found.moved):
        yield Hand(author, name, clause_text(was[name]), clause_text(now[name]) if name in now else "")
    for fact in found.facts:
        yield Hand(author, fact.clause, fact.old, fact.new, fact.path)
    for chapter in found.chapters:
        yield Hand(author, "", chapter.old, chapter.new)


def _clauses(draft: Draft) -> dict[str, Clause]:
    return {clause.id: clause for clause in draft.clauses}


def origin_of(hands: Sequence[Hand]) -> Callable[[Told], str]:
    """Return the origin that names the author of a change: of a fact who changed it so, of words whose they are.

    Of several hands in a clause those count whose own changes hold the words, else whose paragraphs do, else all. A
    change of facts that nobody made so has no author here, nor has an article's number.
    """

    def origin(told: Told) -> str:
        before, after = _bare(told.before), _bare(told.after)
        of_facts = [hand for hand in hands if (hand.path in told.paths and _bare(hand.after) == after) or (hand.path in told.paths and not after and _bare(hand.before) == before)]
        if of_facts:
            return _signed(of_facts)
        here = [hand for hand in hands if hand.clause == told.clause and not hand.path]
        exact = [hand for hand in here if _holds(_changed(hand), before, after)]
        loose = [hand for hand in here if _holds((_bare(hand.before), _bare(hand.after)), before, after)]
        if told.paths or not told.clause:
            return _signed(exact)
        counted = before and after and _NUMBER.fullmatch(before) and _NUMBER.fullmatch(after)
        return _signed(exact or loose or ([] if counted else here))

    return origin


def _changed(hand: Hand) -> tuple[str, str]:
    """The words of a hand that are struck and put in, a space between stretches."""
    return _stretches(marked(hand.before, hand.after)[0]), _stretches(marked(hand.before, hand.after)[1])


def _stretches(text: str) -> str:
    if not has_marks(text):
        return _bare(text)
    return "".join(one if inside else " " for one, inside in flagged(text) if (inside and not one.isspace()) or not inside)


def _holds(words: tuple[str, str], before: str, after: str) -> bool:
    return bool(before or after) and before in words[0] and after in words[1]


def _bare(text: str) -> str:
    return re.sub(r"[\s｜]", "", text)


def _signed(hands: Sequence[Hand]) -> str:
    """The members together as opinions taken, our own by name."""
    members = "、".join(dict.fromkeys(hand.author for hand in hands if hand.member))
    ours = [hand.author for hand in hands if not hand.member]
    taken = [version_words().redline["adopted"].format(members=members)] if members else []
    return "、".join(dict.fromkeys((*ours, *taken)))
