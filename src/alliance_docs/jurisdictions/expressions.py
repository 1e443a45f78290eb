"""Expressions over facts: conditions and defaults of questionnaires, facts that answer a requirement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError

from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.shape import Shape
from alliance_docs.facts.view import NoSuchFact, Scope, Undecided, unwrap
from alliance_docs.jurisdictions.names import Known, check_names, root_shapes
from alliance_docs.jurisdictions.sandbox import Sandbox, Words, inspect, syntax_error

__all__ = ["Expression", "Undecided", "compile_expression"]


@cache
def _sandbox() -> Sandbox:
    return Sandbox()


class Expression:
    """A compiled expression; see :func:`compile_expression`."""

    def __init__(self, source: str, place: str, words: Mapping[str, Mapping[str, Any]]) -> None:
        self.source, self.place = source, place
        self._words = {name: Words(name, dictionary) for name, dictionary in words.items()}
        self._run = _sandbox().compile_expression(source, undefined_to_none=False)

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
    sandbox = _sandbox()
    try:
        tree = sandbox.parse("{{ (" + source + ") }}")
    except TemplateSyntaxError as error:
        raise UserError(f"表达式“{source}”写法有误：{error.message}", place=place) from error
    shapes = {**root_shapes(), **{name: Shape("") for name in extra}}
    known = Known(shapes, {name: frozenset(dictionary) for name, dictionary in words.items()})
    for problem in [*inspect(tree, place), *check_names(tree, known, place)]:
        raise UserError(f"表达式“{source}”：{problem.message}", place=place, remedy=problem.remedy)
    try:
        return Expression(source, place, words)
    except TemplateSyntaxError as error:
        raise syntax_error(error, place) from error
