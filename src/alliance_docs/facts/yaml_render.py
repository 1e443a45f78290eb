"""Facts written out as alliance.yaml: complete, commented in Chinese, made for hand editing."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.fields import Field, fields, fields_in
from alliance_docs.facts.lookup import item_index, item_key
from alliance_docs.facts.paths import Item, pattern_of, read_path, write_path
from alliance_docs.facts.text import LAWYER
from alliance_docs.facts.tree import as_tree, text_of
from alliance_docs.resources import data_folder

_ODD = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff"
_INNER = rf"[^\n:#,\[\]{{}}\"'\\{_ODD}]"
_PLAIN = re.compile(rf"(?:[^\W_]|[（《“【〔])(?:{_INNER}|:(?=\S))*")
_UNFIT_FOR_BLOCK = re.compile(f"[{_ODD}]|^[ \u3000]|[ \u3000]$", re.MULTILINE)
_TYPED = re.compile(r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|0x[0-9a-f_]+|0o[0-7_]+|[0-9]+(:[0-9]+)+|true|false|yes|no|on|off|y|n|null|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?", re.IGNORECASE)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}

_BESIDE = 34
"""Characters of explanation that still fit behind a value; a longer one stands on the line above."""

_LONG = 60
"""Items of a list beyond which only the first shows empty keys: a file of a thousand members must stay readable."""


def scalar(value: object) -> str:
    """Return a value as one YAML scalar on one line, quoted where YAML or another program would misread it."""
    text = text_of(value)
    if not isinstance(value, str):
        return text
    if _PLAIN.fullmatch(text) and text == text.strip() and not _TYPED.fullmatch(text):
        return text
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    if char.isprintable() or char == "\u3000" or code > 0xFFFF or (code > 0xA0 and code not in (0x2028, 0x2029, 0xFEFF)):
        return char
    return f"\\u{code:04x}"


def _is_block(value: object) -> bool:
    return isinstance(value, str) and "\n" in value and not _UNFIT_FOR_BLOCK.search(value)


def entry(key: str, value: Any, pattern: str, indent: int, comment: str = "", *, brief: bool = False) -> list[str]:
    """Return the lines of ``key: value`` at *indent*. *value* is a tree; *pattern* is its path pattern."""
    pad, tail = " " * indent, f"  # {comment}" if comment else ""
    if value is None:
        return [f"{pad}{key}:{tail}"]
    if isinstance(value, dict):
        return [f"{pad}{key}:{tail}", *record(value, pattern, indent + 2, brief=brief)]
    if isinstance(value, list):
        if not value:
            return [f"{pad}{key}: []{tail}"]
        rows = [f"{pad}{key}:{tail}"]
        for number, item in enumerate(value):
            rows += bullet(item, f"{pattern}[]", indent + 2, brief=brief or number > 0, full=number == 0 or len(value) <= _LONG)
        return rows
    if _is_block(value):
        return [f"{pad}{key}: |-{tail}", *(f"{pad}  {row}" if row else "" for row in value.split("\n"))]
    return [f"{pad}{key}: {scalar(value)}{tail}"]


def bullet(item: Any, pattern: str, indent: int, *, brief: bool = False, full: bool = True) -> list[str]:
    """Return the lines of one list item at *indent*; *full*: with empty keys for what is unknown."""
    pad = " " * indent
    if not isinstance(item, dict):
        return [f"{pad}- {scalar(item)}"]
    rows = record(item, pattern, indent + 2, brief=brief, full=full or not item)
    first = next(number for number, row in enumerate(rows) if not row.lstrip().startswith("#"))
    above, head, rest = rows[:first], rows[first], rows[first + 1 :]
    return [*(row[2:] for row in above), f"{pad}- {head[indent + 2 :]}", *rest]


def record(tree: dict[str, Any], pattern: str, indent: int, *, brief: bool = False, full: bool = True) -> list[str]:
    """Return the lines of a record at *indent*: what is known, and when *full* empty keys for what is not."""
    rows: list[str] = []
    for field in fields_in(pattern):
        if field.name not in tree and not full:
            continue
        rows += keyed(field, tree.get(field.name), indent, brief=brief)
    return rows


def keyed(field: Field, value: Any, indent: int, *, brief: bool = False) -> list[str]:
    """Return the lines of one field of a record with its label and explanation; *brief*: with its label only.

    The groups of the fixed sections show their keys even where nothing is known, so that they can be filled in by hand.
    """
    above, beside = _comments(field.path)
    if value is None and field.kind == "record" and not field.many and "[]" not in field.path:
        value = {}
    if brief:
        return entry(field.name, value, field.path, indent, field.label, brief=True)
    spoken = bool(value) and field.kind == "record"  # the keys inside speak for themselves
    lead = [f"{' ' * indent}# {above}"] if above and not spoken else []
    if spoken or value == {}:
        beside = field.label if indent else ""  # a section has its heading
    return [*lead, *entry(field.name, value, field.path, indent, beside)]


@cache
def _comments(path: str) -> tuple[str, str]:
    """Return the comment above a field and the one beside it."""
    field = fields()[path]
    more = field.help
    if field.kind == "choice" and not all(option in more for option in field.options):
        more = "｜".join(field.options) + (f"；{more}" if more else "")
    elif field.kind == "flag":
        more = "是｜否" + (f"；{more}" if more else "")
    elif field.kind == "record" and (field.many or "[]" in field.path):
        more = (f"{more}；" if more else "") + "、".join(f"{part.name} {part.label}" for part in fields_in(path + ("[]" if field.many else "")))
    elif field.many:
        more = (f"{more}；" if more else "") + "每项一行，以“- ”开头"
    if not more or len(field.label) + len(more) <= _BESIDE:
        return "", f"{field.label}：{more}" if more else field.label
    return f"{field.label}：{more}", field.label


def with_deferred(facts: Facts, listed: Collection[str] = ()) -> dict[str, Any]:
    """Return the tree of *facts* in which open questions stand as 交律师定 at their place.

    Those whose place cannot hold it (it is known, or there is no such item), and the *listed* ones, stay in ``deferred``.
    """
    tree = as_tree(facts)
    tree.pop(UNSTORED, None)
    left = [path for path in facts.deferred or () if path in listed or not _mark(facts, tree, path)]
    if left:
        tree["deferred"] = left
    else:
        tree.pop("deferred", None)
    return tree




def _mark(facts: Facts, tree: Any, path: str) -> bool:
    try:
        steps = read_path(path)
        field = fields().get(pattern_of(steps))
    except UserError:
        return False
    if field is None or field.kind in ("id", "path") or isinstance(steps[-1], Item) or write_path(steps) != path:
        return False
    node: Any = tree
    value: Any = facts
    for step in steps[:-1]:
        if isinstance(step, Item):
            index = item_index(value or (), step.key)
            if index is None or item_key(value[index], index) != step.key:
                return False
            node, value = node[index], value[index]
        else:
            value = getattr(value, step, None)
            if isinstance(node, dict) and step not in node:
                node[step] = {}
            node = node[step]
            if not isinstance(node, dict | list):
                return False
    last = str(steps[-1])
    if last in node:
        return False
    node[last] = LAWYER
    return True


def render(facts: Facts) -> str:
    """Return the complete text of alliance.yaml for *facts*."""
    tree = with_deferred(facts)
    head = (data_folder("templates") / "common" / "alliance-yaml.txt").read_text(encoding="utf-8").strip()
    rows = [f"# {row}".rstrip() for row in head.splitlines()]
    for field in fields_in(""):
        if field.name == UNSTORED or (field.kind == "path" and field.name not in tree):
            continue
        rows += ["", *section(field, tree.get(field.name))]
    return "\n".join(rows) + "\n"


def section(field: Field, value: Any) -> list[str]:
    """Return the lines of one top-level field with its heading."""
    if field.kind in ("line", "path") and not field.many:
        return keyed(field, value, 0)
    return [f"# ── {field.label} ──", *keyed(field, value, 0)]
