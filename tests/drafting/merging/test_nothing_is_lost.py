"""Random histories of one document: a lawyer edits and returns it, facts and members change, the templates' wording changes.

Whatever a lawyer wrote and did not take out again is in the text that is written last; what nobody touched is as the
templates say it now.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from alliance_docs.drafting.draft import (
    Block,
    Cell,
    Chapter,
    Clause,
    Draft,
    Fact,
    Inlines,
    Item,
    Paragraph,
    Row,
    Table,
    Text,
    clause_text,
    plain,
)
from alliance_docs.drafting.draft_json import from_json, to_json
from alliance_docs.drafting.merging.adopting import Pair, adopted
from alliance_docs.drafting.merging.merge import Merged, merge
from alliance_docs.drafting.merging.outcome import Sensitive
from alliance_docs.drafting.numbering import number

SENSITIVE = Sensitive(("应当", "可以", "不得", "不", "未", "无"), ())
SEEDS = 600


@dataclass
class World:
    """What the templates know: facts and members, wording by clause, clauses there are."""

    count: int = 12
    members: list[str] = field(default_factory=lambda: ["m01", "m02", "m03"])
    names: dict[str, str] = field(default_factory=dict)
    wording: dict[str, int] = field(default_factory=dict)
    clauses: list[str] = field(default_factory=lambda: [f"c{n}" for n in range(6)])
    made: int = 0

    def name(self, member: str) -> str:
        return self.names.get(member, f"示例{member}公司")

    def draft(self) -> Draft:
        body: list[Chapter | Clause] = [Chapter("总则")]
        for position, name in enumerate(self.clauses):
            if position == 3:
                body.append(Chapter("分则"))
            state = self.wording.get(name, 0)
            inlines: Inlines = (Text(f"{name}规定，成员单位共"), Fact(str(self.count), "count"), Text(f"家，依照{name}办理{'，并报告' * state}。后一句{name}说明。"))
            blocks: list[Block] = [Paragraph(inlines), *(Item(1, 0, (Text(f"{name}第{n}项；"),)) for n in range(2))]
            if name == "c4":
                rows = [Row((Cell(((Text("单位"),),)), Cell(((Text("电话"),),))))]
                rows += [Row((Cell(((Fact(self.name(m), f"members[{m}].name"),),)), Cell(((Text(f"电话{m}"),),))), f"members[{m}]") for m in self.members]
                blocks.append(Table((2, 1), tuple(rows)))
            body.append(Clause(name, "article", (Text(f"题{name}"),), tuple(blocks)))
        return number(Draft("agreement", "协议", tuple(body)))


class Lawyer:
    """Edits a draft at random; every word put in is a mark that can be found again."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.marks: set[str] = set()
        self.made = 0

    def mark(self) -> str:
        self.made += 1
        made = f"Z{self.made:03d}Z"
        self.marks.add(made)
        return made

    def edit(self, draft: Draft) -> Draft:
        for _ in range(self.chance.randint(1, 4)):
            draft = self.chance.choice((self._word, self._word, self._words_out, self._paragraph, self._article, self._strike, self._cell, self._move))(draft)
        standing = all_words(draft)
        self.marks = {one for one in self.marks if one in standing}  # a lawyer may take out what a lawyer wrote
        return draft

    def _clause(self, draft: Draft, change: Callable[[Clause], Clause]) -> Draft:
        chosen = self.chance.choice(draft.clauses)
        return replace(draft, body=tuple(change(part) if part is chosen else part for part in draft.body))

    def _run(self, clause: Clause, change: Callable[[Inlines], Inlines]) -> Clause:
        places = [n for n, block in enumerate(clause.blocks) if isinstance(block, Paragraph | Item)]
        if not places:
            return clause
        at = self.chance.choice(places)
        block = clause.blocks[at]
        assert isinstance(block, Paragraph | Item)
        return replace(clause, blocks=(*clause.blocks[:at], replace(block, inlines=change(block.inlines)), *clause.blocks[at + 1 :]))

    def _word(self, draft: Draft) -> Draft:
        def change(inlines: Inlines) -> Inlines:
            texts = [n for n, one in enumerate(inlines) if isinstance(one, Text)]
            if not texts:
                return (*inlines, Text(self.mark()))
            at = self.chance.choice(texts)
            text = plain((inlines[at],))
            cut = self.chance.randint(0, len(text))
            if any(text[max(0, cut - k) : cut + 5 - k].startswith("Z") for k in range(1, 5)):
                cut = len(text)  # not inside an earlier mark
            return (*inlines[:at], Text(text[:cut] + self.mark() + text[cut:]), *inlines[at + 1 :])

        return self._clause(draft, lambda clause: self._run(clause, change))

    def _words_out(self, draft: Draft) -> Draft:
        def change(inlines: Inlines) -> Inlines:
            at = self.chance.randrange(len(inlines)) if inlines else 0
            one = inlines[at : at + 1]
            if one and isinstance(one[0], Text) and len(one[0].text) > 6:
                return (*inlines[:at], Text(one[0].text[:-4] + one[0].text[-1:]), *inlines[at + 1 :])
            return inlines

        return self._clause(draft, lambda clause: self._run(clause, change))

    def _paragraph(self, draft: Draft) -> Draft:
        def change(clause: Clause) -> Clause:
            at = self.chance.randint(0, len(clause.blocks))
            return replace(clause, blocks=(*clause.blocks[:at], Paragraph((Text(f"律师增写{self.mark()}一款。"),)), *clause.blocks[at:]))

        return self._clause(draft, change)

    def _article(self, draft: Draft) -> Draft:
        at = self.chance.randint(1, len(draft.body))
        mark = self.mark()
        new = Clause(f"own_{mark.lower()}", "article", (Text("增条"),), (Paragraph((Text(f"律师增写{mark}一条。"),)),))
        return replace(draft, body=(*draft.body[:at], new, *draft.body[at:]))

    def _strike(self, draft: Draft) -> Draft:
        if len(draft.clauses) < 4:
            return draft
        chosen = self.chance.choice(draft.clauses)
        return replace(draft, body=tuple(part for part in draft.body if part is not chosen))

    def _cell(self, draft: Draft) -> Draft:
        def change(clause: Clause) -> Clause:
            for at, block in enumerate(clause.blocks):
                if isinstance(block, Table) and len(block.rows) > 1:
                    index = self.chance.randrange(1, len(block.rows))
                    row = block.rows[index]
                    cells = (*row.cells[:-1], Cell(((*row.cells[-1].paragraphs[0], Text(self.mark())),)))
                    rows = (*block.rows[:index], replace(row, cells=cells), *block.rows[index + 1 :])
                    return replace(clause, blocks=(*clause.blocks[:at], replace(block, rows=rows), *clause.blocks[at + 1 :]))
            return clause

        return replace(draft, body=tuple(change(part) if isinstance(part, Clause) and part.id == "c4" else part for part in draft.body))

    def _move(self, draft: Draft) -> Draft:
        chosen = self.chance.choice(draft.clauses)
        rest = [part for part in draft.body if part is not chosen]
        rest.insert(self.chance.randint(1, len(rest)), chosen)
        return replace(draft, body=tuple(rest))


def all_words(draft: Draft) -> str:
    return "\n".join(clause_text(clause) for clause in draft.clauses)


def happens(world: World, chance: random.Random) -> None:
    event = chance.randrange(6)
    if event == 0:
        world.count += chance.randint(1, 5)
    elif event == 1 and len(world.members) > 1:
        world.members.remove(chance.choice(world.members))
        world.count -= 1
    elif event == 2:
        world.made += 1
        world.members.append(f"m{10 + world.made}")
        world.count += 1
    elif event == 3:
        member = chance.choice(world.members)
        world.names[member] = f"更名{member}{world.made}公司"
    elif event == 4:
        name = chance.choice(world.clauses)
        world.wording[name] = world.wording.get(name, 0) + 1
    elif len(world.clauses) > 4 and chance.random() < 0.5:
        world.clauses.remove(chance.choice([name for name in world.clauses if name != "c4"]))
    else:
        world.made += 1
        world.clauses.insert(chance.randint(0, len(world.clauses)), f"n{world.made}")


def build(world: World, pair: Pair | None) -> tuple[Draft, Draft, Merged | None]:
    """Return what the templates give, what is written, and the merge."""
    render = world.draft()
    if pair is None:
        return render, render, None
    result = merge(pair.base, render, pair.theirs, SENSITIVE)
    return render, result.draft, result


@pytest.mark.parametrize("part", range(6))
def test_nothing_a_lawyer_wrote_is_lost_in_any_order_of_events(part: int) -> None:
    for seed in range(part * SEEDS // 6, (part + 1) * SEEDS // 6):
        chance = random.Random(seed)
        world, lawyer, pair = World(), Lawyer(chance), None
        render, written, result = build(world, pair)
        for _ in range(chance.randint(3, 8)):
            if chance.random() < 0.45:
                undecided = {one.clause for one in result.conflicts} if result else set()
                returned = lawyer.edit(from_json(to_json(written)))
                pair = adopted(render, written, returned, pair, undecided)
            else:
                happens(world, chance)
            render, written, result = build(world, pair)
            text = all_words(written)
            lost = [one for one in sorted(lawyer.marks) if text.count(one) != 1]
            assert not lost, f"seed {seed}: {lost}"
            ids = [clause.id for clause in written.clauses]
            assert len(ids) == len(set(ids)), f"seed {seed}"
            assert [clause.number for clause in written.clauses] == list(range(1, len(ids) + 1)), f"seed {seed}"


@pytest.mark.parametrize("part", range(2))
def test_what_nobody_edited_is_as_the_templates_say_now(part: int) -> None:
    for seed in range(part * 60, (part + 1) * 60):
        chance = random.Random(seed)
        world, lawyer = World(), Lawyer(chance)
        render = world.draft()
        returned = lawyer.edit(render)
        pair = adopted(render, render, returned)
        untouched = {clause.id for clause in returned.clauses if clause in render.clauses}
        for _ in range(3):
            happens(world, chance)
        now, written, result = build(world, pair)
        assert result is not None
        for clause in now.clauses:
            found = written.clause(clause.id)
            if clause.id in untouched:
                assert found is not None, f"seed {seed} {clause.id}"
                assert clause_text(found) == clause_text(clause), f"seed {seed} {clause.id}"


@pytest.mark.parametrize("seed", range(40))
def test_a_text_edited_and_built_again_without_any_change_is_the_edited_text(seed: int) -> None:
    world, lawyer = World(), Lawyer(random.Random(seed))
    render = world.draft()
    returned = lawyer.edit(render)
    result = merge(render, render, returned, SENSITIVE)
    assert result.draft == number(returned)
    assert not result.conflicts
    assert not result.reviews
