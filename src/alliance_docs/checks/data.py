"""Reading the lawyers' data files of the checks: entries with their line, keys checked, errors with file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.loading import parse_yaml

PAGE_KEYS = ("what", "why", "bad", "good")
"""Keys that only ``explain`` needs; each is one line, so that a run can do without parsing them."""
INPUTS = "inputs"
"""What the code of a rule looks at: only ``explain`` needs it, and it is one line too."""

_PAGE_LINE = re.compile(rf"^  (?:{'|'.join((*PAGE_KEYS, INPUTS))}):.*$", re.MULTILINE)
_ENTRY = re.compile(r"^- id: *(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One entry of a data file: its keys and where it stands (``file:line``)."""

    values: Mapping[str, Any]
    place: str

    def error(self, message: str, remedy: str = "") -> UserError:
        """Return a UserError at this entry."""
        return UserError(f"{self.values.get('id', '')}：{message}", place=self.place, remedy=remedy)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the text at *key*, ``""`` when absent."""
        value = self.values.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"“{key}”应为文字，发现 {value!r}")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts at *key*; a single text is a list of one."""
        return as_texts(self.values.get(key), self, key)

    def table(self, key: str) -> dict[str, str]:
        """Return the mapping of texts at *key*."""
        value = self.values.get(key) or {}
        if not isinstance(value, dict) or not all(isinstance(part, str) for pair in value.items() for part in pair):
            raise self.error(f"“{key}”应为“名称: 文字”的对照")
        return dict(value)

    def one_of(self, key: str, options: Collection[str], default: str = "") -> str:
        """Return the word at *key*, which must be one of *options*."""
        value = self.values.get(key, default or None)
        if value not in options:
            raise self.error(f"“{key}”发现 {value!r}，应为 {'、'.join(options)} 之一", nearest(str(value), options))
        return str(value)

    def only(self, keys: Collection[str]) -> Entry:
        """Return the entry itself when it has no other keys than *keys*."""
        for key in self.values:
            if key not in keys:
                raise self.error(f"没有“{key}”这一项", nearest(str(key), keys) or f"可用的有：{'、'.join(keys)}")
        return self


def as_texts(value: Any, entry: Entry, key: str) -> tuple[str, ...]:
    """Return *value* as a tuple of texts; numbers are taken as text."""
    if value is None:
        return ()
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str | int) and not isinstance(part, bool) for part in parts):
        raise entry.error(f"“{key}”应为文字或者文字的列表")
    return tuple(str(part) for part in parts)


def read_entries(path: Path, *, pages: bool = False) -> tuple[Entry, ...]:
    """Read a file that is a list of entries with ids. *pages* keeps the keys of ``explain``. Raises UserError."""
    name = name_of(path)
    text = _text(path, name)
    if not pages:
        text = _PAGE_LINE.sub("", text)
    data = parse_yaml(text, name, part="" if pages else "without pages")
    lines = {found[1].strip("'\""): text.count("\n", 0, found.start()) + 1 for found in _ENTRY.finditer(text)}
    if not isinstance(data, list):
        raise UserError("应为列表，每项以“- id: 编号”开头", place=f"{name}:1")
    entries: dict[str, Entry] = {}
    for number, values in enumerate(data, start=1):
        key = values.get("id") if isinstance(values, dict) else None
        if not isinstance(key, str):
            raise UserError(f"第 {number} 项没有编号 id", place=f"{name}:1", remedy="每项以“- id: 编号”开头")
        entry = Entry(values, f"{name}:{lines.get(key, 1)}")
        if key in entries:
            raise entry.error("编号重复", "每个编号只写一次")
        entries[key] = entry
    return tuple(entries.values())


def name_of(path: Path) -> str:
    """Return what a data file is called in messages: ``gansu/requirements.yaml``, ``common/rules/04-money.yaml``."""
    folder = path.parent
    return f"{folder.parent.name}/{folder.name}/{path.name}" if folder.name in ("rules", "topics") else f"{folder.name}/{path.name}"


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("文件不是 UTF-8 编码", place=name, remedy="另存为 UTF-8") from error


def parse(text: str, name: str) -> Any:
    """Parse YAML text; raises UserError with *name* and line."""
    return parse_yaml(text, name)


def read_table(path: Path) -> dict[str, Any]:
    """Read a file that is one mapping. Raises UserError."""
    name = name_of(path)
    data = parse(_text(path, name), name)
    if not isinstance(data, dict):
        raise UserError("应为“名称: 内容”的对照", place=f"{name}:1")
    return data
