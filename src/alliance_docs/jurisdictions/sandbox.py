"""The one sandbox for every use of Jinja: templates and expressions are strangers (design decision 6).

Two walls. Before anything runs, :func:`inspect` admits only the constructs clause texts need, so that macros,
imports, assignments, arithmetic that could blow up and calls on values are errors with a line. At run time
attributes are open on read-only views, on ``loop`` and on vocabularies, and on nothing else: no method of any
string, list or model can be reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.view import NoSuchFact, RecordView
from alliance_docs.jurisdictions.filters import FILTERS, TESTS

_LOOP_ATTRIBUTES = frozenset({"index", "index0", "first", "last", "length"})
_ALLOWED_NODES = (
    nodes.Template, nodes.Block, nodes.Extends, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name,
    nodes.Getattr, nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
    nodes.Test, nodes.Call, nodes.CondExpr, nodes.Tuple, nodes.List, nodes.Add, nodes.Sub, nodes.Keyword,
)  # fmt: skip
_NAMES_OF_NODES = {
    "Macro": "宏 macro", "Import": "import", "FromImport": "from import", "Include": "include", "Assign": "set",
    "AssignBlock": "set", "FilterBlock": "filter 块", "CallBlock": "call 块", "Concat": "连接符 ~", "Mul": "乘法",
    "Div": "除法", "FloorDiv": "整除", "Mod": "取余", "Pow": "乘方", "Getitem": "下标 […]", "Dict": "字典", "Slice": "切片",
    "With": "with", "Neg": "负号", "Pos": "正号",
}  # fmt: skip
CALLABLE = frozenset({"super", "box"})


class Words:
    """A vocabulary seen by templates: ``v.council`` prints our own word, not a fact."""

    __slots__ = ("_name", "_words")

    def __init__(self, name: str, words: Mapping[str, Any]) -> None:
        self._name, self._words = name, words

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        if key not in self._words:
            raise NoSuchFact(f"{self._name} 没有“{key}”这个词。{nearest(key, self._words)}")
        word = self._words[key]
        return Markup(word) if type(word) is str else word  # noqa: S704 - our own vocabulary, never a user's text


class PlainRow(Words):
    """A row of computed words (materials, compliance): its texts print as text and can never be markup."""

    __slots__ = ()

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        if key not in self._words:
            raise NoSuchFact(f"{self._name} 没有“{key}”这一项。{nearest(key, self._words)}")
        return self._words[key]


class Sandbox(ImmutableSandboxedEnvironment):
    """The hardened environment; see the module's docstring."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=StrictUndefined, **options)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()
        self.filters.update(FILTERS)
        self.tests.update(TESTS)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Open attributes of views and vocabularies, and five of ``loop``."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, LoopContext):
            return attr in _LOOP_ATTRIBUTES
        return isinstance(obj, RecordView | Words)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only ``super`` and ``box`` may be called."""
        return isinstance(obj, BlockReference) or getattr(obj, "al_callable", False) is True

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Whole numbers may be added and subtracted; nothing else."""
        from alliance_docs.facts.view import unwrap

        first, second = unwrap(left), unwrap(right)
        if operator in "+-" and type(first) is int and type(second) is int:
            return first + second if operator == "+" else first - second
        raise SecurityError(f"只能对整数做加减，不能对 {type(first).__name__} 使用“{operator}”")


_NOT_CLOSED = re.compile(r"innermost block that needs to be closed is '(\w+)'")


def syntax_error(error: TemplateSyntaxError, place: str, offset: int = 0) -> UserError:
    """Turn Jinja's complaint into one line with file and line."""
    message = error.message or ""
    if found := _NOT_CLOSED.search(message):
        message = f"{{% {found[1]} %}} 没有结束（缺少 {{% end{found[1]} %}}）"
    return UserError(f"模板语法有误：{message}", place=f"{place}:{error.lineno + offset}", remedy="请对照 docs/clause-text.md 修改")


DEEPEST = 3
"""How many loops may stand inside each other: deeper ones over a member list would never end."""


def _loops(node: nodes.Node, depth: int) -> Iterator[tuple[nodes.For, int]]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.For):
            yield child, depth
            yield from _loops(child, depth + 1)
        else:
            yield from _loops(child, depth)


def inspect(tree: nodes.Node, place: str) -> Iterator[UserError]:
    """Yield an error for every construct of *tree* that clause texts and expressions may not use."""
    for loop, depth in _loops(tree, 1):
        if depth > DEEPEST:
            yield UserError(f"for 循环嵌套超过 {DEEPEST} 层", place=f"{place}:{loop.lineno}", remedy="减少循环的层数")
    for node in tree.find_all(nodes.Node):
        where = f"{place}:{node.lineno}"
        kind = type(node).__name__
        if isinstance(node, nodes.EvalContextModifier | nodes.Slice) or not isinstance(node, _ALLOWED_NODES):
            if kind not in ("Pair",):
                yield UserError(f"这里不能使用 {_NAMES_OF_NODES.get(kind, kind)}", place=where, remedy="可用的写法见 docs/clause-text.md")
        elif isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in CALLABLE):
            yield UserError("这里不能调用函数或者方法", place=where, remedy="只有 super() 和 box(条件) 可以调用")
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield UserError(f"不能使用以下划线开头的名称“{node.attr}”", place=where)
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            yield UserError(f"没有过滤器“{node.name}”", place=where, remedy=nearest(node.name, FILTERS) or "可用的过滤器见 docs/clause-text.md")
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            yield UserError(f"没有判断“is {node.name}”", place=where, remedy="可以使用 is known")
        elif isinstance(node, nodes.For) and node.recursive:
            yield UserError("for 不能使用 recursive", place=where)
