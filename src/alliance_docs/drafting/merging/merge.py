"""Three drafts of one document merged clause by clause: base (what the lawyer was given by the templates), ours, theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from alliance_docs.drafting.draft import (
    Blank,
    Block,
    Chapter,
    Clause,
    Draft,
    Fact,
    Inline,
    Item,
    clause_inlines,
    clause_text,
)
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.drafting.merging.blocks import block_gist, chosen, merge_blocks, run_gist
from alliance_docs.drafting.merging.order import merge_order, named
from alliance_docs.drafting.merging.outcome import Conflict, Recorder, Review, Sensitive
from alliance_docs.drafting.merging.runs import merge_runs
from alliance_docs.drafting.merging.shifts import Shifts, draft_shifts, shifted
from alliance_docs.drafting.merging.words import bare
from alliance_docs.drafting.numbering import number


@dataclass(frozen=True)
class Merged:
    """What a merge gave.

    *draft* holds the lawyer's words where both sides collide, *proposed* ours there (equal to *draft* without conflicts).
    *edited* are the clauses that are not as the templates give them now; *removed* those the lawyer struck. *shifts*
    tell where 款 and 项 of our text went. Words of references are empty until they are resolved.
    """

    draft: Draft
    proposed: Draft
    conflicts: tuple[Conflict, ...] = ()
    reviews: tuple[Review, ...] = ()
    edited: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    shifts: Shifts | None = None


def merge(
    base: Draft, ours: Draft, theirs: Draft, sensitive: Sensitive, elsewhere: Mapping[str, Shifts] | None = None
) -> Merged:
    """Merge *theirs*, made from *base*, with *ours*. *elsewhere*: where places of other documents went, by document id.

    Nothing of *theirs* is lost: what it says and base does not is in the result, but for conflicts a person decided.
    """
    was, now, new = (replace(plain_draft(one), id=ours.id) for one in (base, ours, theirs))
    first = _Merge(was, now, new, sensitive).whole()[0]

    def led(one: Draft) -> Draft:
        return shifted(one, {**(elsewhere or {}), ours.id: draft_shifts(one, first)})

    three = led(was), led(now), led(new)
    draft, conflicts, reviews = _Merge(*three, sensitive).whole()
    proposed = _Merge(*three, sensitive, ours_wins=True).whole()[0] if conflicts else draft
    in_ours = {clause.id: clause for clause in three[1].clauses}
    edited = tuple(
        clause.id for clause in draft.clauses if clause.id not in in_ours or gist(clause) != gist(in_ours[clause.id])
    )
    kept = {clause.id for clause in draft.clauses}
    return Merged(
        draft,
        proposed,
        conflicts,
        reviews,
        edited,
        tuple(name for name in in_ours if name not in kept),
        draft_shifts(plain_draft(ours), draft),
    )


def with_facts_of(ours: Draft, base: Draft, draft: Draft) -> Draft:
    """Return *draft*, made from *base*, with its facts as *ours* says them; a fact that *draft* says otherwise than *base* stays."""
    fresh = _fresh(base, ours)
    return map_runs(draft, lambda inlines, _: tuple(map(fresh, inlines)))


def plain_draft(draft: Draft) -> Draft:
    """The draft without what is computed: numbers of items, words of references."""

    def block(one: Block) -> Block:
        return replace(one, number=0) if isinstance(one, Item) else one

    bared = map_runs(draft, lambda inlines, _: bare(inlines))
    body = tuple(
        replace(part, number=0)
        if isinstance(part, Chapter)
        else replace(part, number=0, blocks=tuple(map(block, part.blocks)))
        for part in bared.body
    )
    return replace(bared, body=body)


def gist(clause: Clause) -> object:
    """A clause with the values of facts, numbers and references taken away: what its wording is."""
    return clause.kind, clause.level, clause.landscape, run_gist(clause.rubric), tuple(map(block_gist, clause.blocks))


class _Merge:
    """One pass over three drafts."""

    def __init__(
        self, base: Draft, ours: Draft, theirs: Draft, sensitive: Sensitive, *, ours_wins: bool = False
    ) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.sensitive, self.ours_wins = sensitive, ours_wins
        self.fresh = _fresh(base, ours)
        self.conflicts: list[Conflict] = []
        self.reviews: list[Review] = []

    def whole(self) -> tuple[Draft, tuple[Conflict, ...], tuple[Review, ...]]:
        base, ours, theirs = named(self.base), named(self.ours, self.base, "我"), named(self.theirs, self.base, "")
        was = {clause.id: clause for clause in self.base.clauses}
        now = {clause.id: clause for clause in self.ours.clauses}
        new = {clause.id: clause for clause in self.theirs.clauses}
        kept = self._kept_against_us(was, now, new)
        struck = self._struck(was, now, new)
        ours_names = _with(ours.names, kept, theirs.names)
        order = merge_order(base.names, ours_names, theirs.names)
        if self.ours_wins:
            order = _with(order, struck, ours.names)
        body: list[Chapter | Clause] = []
        for name in order:
            if name.startswith("#"):
                versions = (base.parts.get(name), ours.parts.get(name), theirs.parts.get(name))
                body.append(_chapter(*versions))
            elif name in new and name in now and name in was:
                body.append(self._clause(was[name], now[name], new[name]))
            elif name in new and (name not in was or name not in now):
                body.append(self._refreshed(new[name]))
            else:
                body.append(now[name])
        title = chosen(self.base.title, self.ours.title, self.theirs.title)
        return number(replace(self.ours, title=title, body=tuple(body))), tuple(self.conflicts), tuple(self.reviews)

    def _record(self, clause: str) -> Recorder:
        return Recorder(clause, self.sensitive, self.fresh, self.ours_wins)

    def _clause(self, was: Clause, now: Clause, new: Clause) -> Clause:
        if new == was:
            return now
        record = self._record(now.id)
        merged = replace(
            now,
            kind=chosen(was.kind, now.kind, new.kind),
            level=chosen(was.level, now.level, new.level),
            landscape=chosen(was.landscape, now.landscape, new.landscape),
            rubric=merge_runs(was.rubric, now.rubric, new.rubric, record),
            blocks=merge_blocks(was.blocks, now.blocks, new.blocks, record),
        )
        self.conflicts.extend(record.conflicts)
        self.reviews.extend(record.reviews)
        return merged

    def _kept_against_us(
        self, was: Mapping[str, Clause], now: Mapping[str, Clause], new: Mapping[str, Clause]
    ) -> list[str]:
        """Clauses that our text no longer has and the lawyer reworded: the lawyer's stay until somebody decides."""
        kept = []
        for name, clause in new.items():
            if name in was and name not in now and gist(clause) != gist(was[name]):
                self.conflicts.append(Conflict(name, clause_text(was[name]), "", clause_text(clause)))
                if not self.ours_wins:
                    kept.append(name)
        return kept

    def _struck(self, was: Mapping[str, Clause], now: Mapping[str, Clause], new: Mapping[str, Clause]) -> list[str]:
        """Clauses that the lawyer struck and whose wording is another in our text by now."""
        struck = []
        for name, clause in now.items():
            if name in was and name not in new and gist(clause) != gist(was[name]):
                self.conflicts.append(Conflict(name, clause_text(was[name]), clause_text(clause), ""))
                struck.append(name)
        return struck

    def _refreshed(self, clause: Clause) -> Clause:
        """A clause the lawyer wrote, its facts as they are today."""
        one = map_runs(Draft("", "", (clause,)), lambda inlines, _: tuple(map(self.fresh, inlines)))
        return one.clauses[0]


def _chapter(base: Chapter | None, ours: Chapter | None, theirs: Chapter | None) -> Chapter:
    if base and ours and theirs:
        return Chapter(chosen(base.title, ours.title, theirs.title))
    found = theirs or ours or base
    assert found is not None
    return Chapter(found.title)


def _with(order: Sequence[str], back: Sequence[str], model: Sequence[str]) -> list[str]:
    """Put names back into *order*, where *model* has them."""
    out = list(order)
    for name in back:
        before = [one for one in model[: model.index(name)] if one in out]
        out.insert(out.index(before[-1]) + 1 if before else 0, name)
    return out


def _fresh(base: Draft, ours: Draft) -> Callable[[Inline], Inline]:
    """How facts of base are said in our text today: by path, and by how they were said where one path is printed in several ways."""
    before, after = _said(base), _said(ours)
    today: dict[tuple[str, str], Inline] = {}
    for path, old in before.items():
        new = after.get(path, {})
        if len(old) == len(new):
            today.update({(path, text): word for text, word in zip(old, new.values(), strict=True)})

    def fresh(word: Inline) -> Inline:
        if isinstance(word, Fact) and word.path:
            found = today.get((word.path, word.text))
            if isinstance(found, Fact):
                return replace(found, bold=word.bold)
            return found or word
        if isinstance(word, Blank) and word.path:
            return today.get((word.path, word.label), word)
        return word

    return fresh


def _said(draft: Draft) -> dict[str, dict[str, Inline]]:
    """Path → the ways it is printed, in order."""
    found: dict[str, dict[str, Inline]] = {}
    for clause in draft.clauses:
        for run in clause_inlines(clause):
            for one in run:
                if isinstance(one, Fact | Blank) and one.path:
                    found.setdefault(one.path, {}).setdefault(one.text if isinstance(one, Fact) else one.label, one)
    return found
