"""From a typed answer to the value of the fact: options by number or word, members by number or name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.formats import wan
from alliance_docs.facts.text import normal_name
from alliance_docs.interview.questionnaire import Choice, Question

_BETWEEN = re.compile(r"[\n、，,；;]+")
_YES = {"y": "是", "yes": "是", "对": "是", "n": "否", "no": "否", "不": "否"}


def offers(question: Question, facts: Facts) -> tuple[Choice, ...]:
    """Return what can be chosen by number: the question's choices, or the members for a question about a member."""
    if question.field.kind == "member":
        return tuple(Choice(member.id, member.name or member.id) for member in facts.active_members)
    if question.field.kind == "organ":
        return tuple(Choice(organ.id, organ.name or organ.id) for organ in facts.organs or ())
    return question.choices


def read_answer(question: Question, raw: str, facts: Facts) -> object:
    """Return the value to assign for what was typed. Raises UserError naming label, value and expectation."""
    field, choices = question.field, offers(question, facts)
    if field.kind not in ("choice", "member", "organ", "flag"):
        return raw
    if field.many:
        if raw.strip() == "无":
            return []
        between = re.compile(r"[\n、，,；;\s]+") if re.fullmatch(r"[\d\s、，,；;]+", raw) else _BETWEEN
        parts = [part.strip() for part in between.split(raw) if part.strip()]
        return list(dict.fromkeys(_chosen(question, part, choices) for part in parts))
    return _chosen(question, raw, choices)


def _chosen(question: Question, text: str, choices: Sequence[Choice]) -> str:
    folded = normal_name(text)
    label = question.field.label
    if question.field.kind == "flag":
        folded = normal_name(_YES.get(folded, text))
    number = unicodedata.normalize("NFKC", text).strip().strip("().")
    if number.isdecimal() and choices:
        if 1 <= int(number) <= len(choices):
            return choices[int(number) - 1].value
        raise UserError(f"{label}：没有第 {text} 项", remedy=f"请输入 1 到 {len(choices)} 的数字，或者写出选项")
    for choice in choices:
        if folded in (normal_name(choice.value), normal_name(choice.label)):
            return choice.value
    partial = [choice for choice in choices if len(folded) >= 2 and folded in normal_name(choice.label)]
    if len(partial) == 1:
        return partial[0].value
    if len(partial) > 1:
        raise UserError(f"{label}：“{text}”对应多项：{'、'.join(choice.label for choice in partial)}", remedy="请写完整，或者输入数字")
    if not choices:
        return text
    if question.field.kind == "member":
        remedy = nearest(text, [choice.label for choice in choices]) or "请先把它加入成员名单，或者输入上面的数字"
        raise UserError(f"{label}：成员名单中没有“{text}”", remedy=remedy)
    names = "、".join(choice.label for choice in choices)
    raise UserError(f"{label}：发现“{text}”，应为以下之一：{names}", remedy="输入数字即可")


def shown(value: object, question: Question, facts: Facts) -> str:
    """Return a value (as stored, or as typed) in words: names for members, labels for options."""
    from alliance_docs.interview.conditions import as_typed

    if value is None:
        return ""
    if isinstance(value, tuple | list):
        if question.is_records:
            names = [_name(part, question.key, facts) for part in value]
            return f"{len(names)} 项：{'、'.join(names)}" if names else "无"
        return "、".join(shown(part, question, facts) for part in value) or "无"
    if isinstance(value, Decimal) and question.field.kind == "money":
        return wan(value) if value and value % 10_000 == 0 else f"{value}元"
    text = str(as_typed(value))
    if question.field.kind == "member":
        member = facts.member(text)
        return (member.name or member.id) if member else text
    return next((choice.label for choice in question.choices if choice.value == text), text)


def _name(record: object, key: str, facts: Facts) -> str:
    value: object = record
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else getattr(value, part, None)
    member = facts.member(value) if isinstance(value, str) and key == "member" else None
    return (member.name if member and member.name else str(value)) if value is not None else "（未填）"
