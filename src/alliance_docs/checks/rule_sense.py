"""What in a rule made of data alone cannot work: messages that are missing or cannot be filled, documents there are not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import Formatter

from alliance_docs.checks.code import CODE
from alliance_docs.checks.rule import Rule
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.expressions import compile_expression

_FILLED = {
    "text": ("text",),
    "topics": ("topics", "title"),
    "points": ("points", "title"),
    "differs": ("label", "text", "value", "path"),
    "number": ("text", "value", "path"),
}
"""Kind of check → the names its message may hold in braces."""


def sense_errors(rule: Rule, documents: Collection[str]) -> Iterator[UserError]:
    """Yield an error for each thing in *rule* that would fail once it speaks; *documents* are those there are."""
    if rule.id in CODE:
        return
    asked = [("text", part.key) for part in rule.text] + [("topics", part.key) for part in rule.topics]
    asked += [("points", key) for part in rule.points for key in (part.key, part.bare, part.absent) if key]
    asked += [("differs", "differs")] if rule.paths else []
    asked += [("number", "number")] if rule.counts else []
    for kind, key in asked:
        if key not in rule.messages:
            yield UserError(f"{rule.id}：没有“{key}”这条 messages", place=rule.place, remedy=f"在 messages 中写 {key}: …")
        else:
            yield from _message(rule, key, _FILLED[kind])
    if not asked and rule.scope != "elsewhere":
        yield UserError(f"{rule.id}：没有写明检查什么", place=rule.place, remedy="写 text、topics、points、paths、counts 之一")
    named = [name for phrase in rule.text for name in phrase.documents] + [name for need in rule.topics for name in need.documents]
    named += [name for part in rule.points for name in part.documents]
    for document in sorted({*named} - {*documents}):
        yield UserError(f"{rule.id}：没有文书“{document}”", place=rule.place, remedy=nearest(document, documents) or f"可用的有：{'、'.join(documents)}")
    for _, path in rule.counts:
        try:
            compile_expression(path, rule.place)
        except UserError as error:
            yield UserError(f"{rule.id}：{error.message}", place=rule.place, remedy=error.remedy)


def _message(rule: Rule, key: str, names: tuple[str, ...]) -> Iterator[UserError]:
    remedy = f"可用的有：{'、'.join(f'{{{name}}}' for name in names)}"
    try:
        used = [name for _, name, _, _ in Formatter().parse(rule.messages[key]) if name is not None]
    except ValueError:
        yield UserError(f"{rule.id}：messages.{key} 的花括号不成对", place=rule.place, remedy=remedy)
        return
    for name in used:
        if name not in names:
            yield UserError(f"{rule.id}：messages.{key} 中没有“{{{name}}}”可填", place=rule.place, remedy=remedy)
