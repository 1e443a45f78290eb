"""Clause text + facts → Draft. Each clause is rendered by itself; an undecided one becomes alternatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context

from alliance_docs.drafting.chart import chart_of
from alliance_docs.drafting.clause_text import ClauseReader
from alliance_docs.drafting.draft import (
    Blank,
    Block,
    Chapter,
    Chart,
    Choice,
    Clause,
    Draft,
    Inlines,
    Paragraph,
    Text,
    plain,
)  # fmt: skip
from alliance_docs.drafting.environment import environment, source_line
from alliance_docs.drafting.layers import LayeredDocument
from alliance_docs.drafting.numbering import number
from alliance_docs.drafting.tokens import Tokens, current
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts import formats
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.view import NoSuchFact, Scope, Undecided

DEPTH = 2
"""How many open decisions of one clause are spelt out inside each other; deeper ones are named only."""


@dataclass(frozen=True)
class Setting:
    """What stays the same through a package: vocabularies (``v``, ``j``, ``documents``) and computed rows."""

    jurisdiction: str
    words: Mapping[str, Any]


def draft_document(document: LayeredDocument, facts: Facts, setting: Setting, title: str = "") -> Draft:
    """Render *document* clause by clause over *facts*; numbers are computed, references still without words.

    Raises UserErrors with file, line and clause for everything wrong in the text.
    """
    scope = Scope(facts)
    chart = chart_of(facts)
    blocks = document.blocks()
    body: list[Chapter | Clause] = []
    errors: list[UserError] = []
    for kind, name in document.outline():
        if kind == "chapter":
            body.append(Chapter(name))
            continue
        try:
            body.extend(_Clause(document, name, blocks, setting, chart).clauses(scope))
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(errors) if len(errors) > 1 else errors[0]
    _refuse_doubles(body, document)
    found = next((plain(block.inlines) for part in body if isinstance(part, Clause) for block in part.blocks
                  if isinstance(block, Paragraph) and block.role in ("title", "cover-title")), "")  # fmt: skip
    return number(Draft(document.id, found.replace("\n", "") or title, tuple(body), setting.jurisdiction))


def _refuse_doubles(body: Iterable[Chapter | Clause], document: LayeredDocument) -> None:
    seen: set[str] = set()
    for part in body:
        if isinstance(part, Clause):
            if part.id in seen:
                raise UserError(f"两个条款用了同一个编号“{part.id}”", place=document.place(part.id), remedy="改用不同的 {=id}")
            seen.add(part.id)


@dataclass(frozen=True)
class _Clause:
    """One block of a layered document, ready to be rendered over a scope."""

    document: LayeredDocument
    name: str
    blocks: dict[str, list[Any]]
    setting: Setting
    chart: Chart

    def clauses(self, scope: Scope, depth: int = 0) -> tuple[Clause, ...]:
        tokens = Tokens()
        try:
            rendered = self._render(scope, tokens)
        except Undecided as open_question:
            return (self._alternatives(scope, open_question, depth),)
        place = self.document.place(self.name)
        return ClauseReader(tokens, place, self.chart).read(rendered, self.name)

    def _render(self, scope: Scope, tokens: Tokens) -> str:
        made = environment()
        names = {**made.globals, **scope.names(), **self.setting.words}
        context = Context(made, names, self.document.id, {})
        context.blocks = self.blocks
        before = current.set(tokens)
        try:
            return "".join(self.blocks[self.name][0](context))
        except (SecurityError, UndefinedError, NoSuchFact, TemplateRuntimeError, TypeError, ValueError) as error:
            raise UserError(f"条款“{self.name}”：{error}", place=_place_of(error) or self.document.place(self.name)) from error
        finally:
            current.reset(before)

    def _alternatives(self, scope: Scope, asked: Undecided, depth: int) -> Clause:
        options = asked.options
        if not options or depth >= DEPTH:
            return self._head(
                (Paragraph((*_mark(asked), Text("（本条内容取决于该事项，确定后生成。）"))),)
            )
        blocks: list[Block] = [Paragraph(_mark(asked))]
        head: Clause | None = None
        for index, option in enumerate(options, start=1):
            made = self.clauses(scope.with_override(asked.path, option), depth + 1)
            blocks.append(Paragraph((Text(f"方案{formats.han_number(index)}（{formats.standard(option)}）："),), "alternative"))
            if not made:
                blocks.append(Paragraph((Text("不设本条。"),)))
            for clause in made:
                head = head or clause
                blocks.extend(clause.blocks)
        return replace(head, blocks=tuple(blocks)) if head else self._head(tuple(blocks))

    def _head(self, blocks: tuple[Block, ...]) -> Clause:
        """A clause with the kind and rubric that its first source line shows, when rendering could not tell."""
        first = self.document.head(self.name)
        if "{{" in first or "{%" in first or first.startswith(("@signature", "@table")):  # these ask for lines behind them
            first = ""
        made = ClauseReader(Tokens(), self.document.place(self.name)).read(first or "正文", self.name)
        return replace(made[0], id=self.name, blocks=blocks)


def _mark(asked: Undecided) -> Inlines:
    if not asked.options:
        return (Blank(asked.label, asked.path),)
    return (Choice(asked.label, tuple(formats.standard(option) for option in asked.options), asked.path),)


def _place_of(error: BaseException) -> str:
    """``file:line`` of the innermost template frame of an error."""
    place, trace = "", error.__traceback__
    while trace is not None:
        debug = trace.tb_frame.f_globals.get("debug_info")
        if isinstance(debug, str):
            place = f"{trace.tb_frame.f_globals.get('name', '')}:{source_line(debug, trace.tb_lineno)}"
        trace = trace.tb_next
    return place
