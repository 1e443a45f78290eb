"""Expressions over facts: conditions and defaults of questionnaires, facts that answer a requirement."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.parser import Parser

from alliance_docs.cache import remembered
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.shape import Shape
from alliance_docs.facts.view import NoSuchFact, Scope, Undecided, unwrap
from alliance_docs.jurisdictions.names import Known, check_names, root_shapes
from alliance_docs.jurisdictions.sandbox import Sandbox, Words, inspect

__all__ = ["Expression", "Undecided", "compile_expression"]


@cache
def _sandbox() -> Sandbox:
    return Sandbox()


class Expression:
    """A compiled expression; see :func:`compile_expression`. *code* is the marshalled template that computes it."""

    def __init__(self, source: str, place: str, words: Mapping[str, Mapping[str, Any]], code: bytes) -> None:
        self.source, self.place = source, place
        self._words = {name: Words(name, dictionary) for name, dictionary in words.items()}
        self._code = code

    @cached_property
    def _run(self) -> TemplateExpression:
        sandbox = _sandbox()
        template = Template.from_code(sandbox, marshal.loads(self._code), sandbox.globals, None)  # noqa: S302 - compiled here
        return TemplateExpression(template, False)

    def value(self, facts: Facts | Scope, **extra: Any) -> Any:
        """Evaluate over *facts*; returns a plain value (a member gives its id, a list a tuple).

        Raises :class:`Undecided` when the answer depends on an unknown fact, UserError when it cannot be computed.
        """
        scope = facts if isinstance(facts, Scope) else Scope(facts)
        try:
            return unwrap(self._run({**scope.names(), **self._words, **extra}))
        except (SecurityError, UndefinedError, NoSuchFact, TypeError) as error:
            raise UserError(f"表达式“{self.source}”无法计算：{error}", place=self.place) from error


def compile_expression(
    source: str, place: str, *, words: Mapping[str, Mapping[str, Any]] | None = None, extra: tuple[str, ...] = ()
) -> Expression:
    """Compile *source*, checking construct and every name now. *extra* names are given to ``value`` later.

    Raises UserError with *place* (``file:line``).
    """
    words = words or {}
    shapes = {**_roots(), **{name: Shape("") for name in extra}}
    known = Known(shapes, {name: frozenset(dictionary) for name, dictionary in words.items()})
    fingerprint = _roots_fingerprint() + repr((extra, sorted((name, sorted(values)) for name, values in known.words.items()))).encode()
    code = remembered(f"expression {source}", fingerprint + source.encode(), lambda: _checked_code(source, place, known))
    return Expression(source, place, words, code)


@cache
def _roots() -> dict[str, Shape]:
    return root_shapes()


@cache
def _roots_fingerprint() -> bytes:
    return Known(_roots(), {}).fingerprint


def _checked_code(source: str, place: str, known: Known) -> bytes:
    """Check construct and names, then compile, as ``Environment.compile_expression`` does, into marshalled code."""
    sandbox = _sandbox()
    try:
        tree = sandbox.parse("{{ (" + source + ") }}")
        for problem in [*inspect(tree, place), *check_names(tree, known, place)]:
            raise UserError(f"表达式“{source}”：{problem.message}", place=place, remedy=problem.remedy)
        parser = Parser(sandbox, source, state="variable")
        expression = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("表达式之后有多余的内容", parser.stream.current.lineno)
        expression.set_environment(sandbox)
        body = [nodes.Assign(nodes.Name("result", "store"), expression, lineno=1)]
        return marshal.dumps(sandbox.compile(nodes.Template(body, lineno=1), name=place, filename=place))
    except TemplateSyntaxError as error:
        raise UserError(f"表达式“{source}”写法有误：{error.message}", place=place) from error
    except (RecursionError, SyntaxError) as error:
        raise UserError(f"表达式“{source[:30]}……”嵌套过深", place=place, remedy="减少括号和 not 的层数") from error
