"""Changing YAML text in place: only the characters of what changed are touched."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import Field, fields, fields_in
from alliance_docs.facts.tree import Loc, pattern_at
from alliance_docs.facts.yaml_nodes import Source
from alliance_docs.facts.yaml_places import Places, Unfit
from alliance_docs.facts.yaml_render import bullet, entry, keyed, scalar, section, with_deferred


@dataclass(frozen=True)
class Edit:
    """Characters *start* to *end* give way to *text*."""

    start: int
    end: int
    text: str


def edited(source: Source, before: Facts, after: Facts, *, coarse: bool = False) -> str | None:
    """Return the text of *source* with the difference of two facts worked in.

    *coarse* writes each section that changed anew, as does a section laid out in a way that cannot be changed piece by
    piece. None: even that cannot be done, the whole must be written anew.
    """
    listed = source.tree.get("deferred") or ()
    old, new = with_deferred(before, listed), with_deferred(after, listed)
    editor = _Editor(source)
    edits: list[Edit] = []
    try:
        for field in fields_in(""):
            was, now = old.get(field.name), new.get(field.name)
            if was == now:
                continue
            if (field.name,) not in source.keys:
                edits += [editor.added((), field, now)] if now is not None else []
                continue
            try:
                edits += editor.whole((field.name,), field, now) if coarse else list(editor.value((field.name,), field, was, now))
            except Unfit:
                edits += editor.whole((field.name,), field, now)
    except Unfit:
        return None
    text = source.text
    floor = len(text) + 1
    numbered = sorted(((edit.start, edit.end, number) for number, edit in enumerate(edits)), reverse=True)
    for edit in (edits[number] for _, _, number in numbered):  # from the end; at one place the later first
        if edit.end > floor:
            return None
        text = text[: edit.start] + edit.text + text[edit.end :]
        floor = edit.start
    return text


class _Editor(Places):
    def rows(self, rows: list[str]) -> str:
        return "".join(row + self.newline for row in rows)

    def insert_after(self, index: int, rows: list[str]) -> Edit:
        """New lines below the line that *index* lies in."""
        at = self.line_end(index)
        lead = "" if self.text[at - 1 : at] == "\n" or not at else self.newline
        return Edit(at, at, lead + self.rows(rows))

    def mapping(self, loc: Loc, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
        """Yield the edits that make the record at *loc* say *new*."""
        pattern = pattern_at(loc)
        for field in fields_in(pattern):
            was, now = old.get(field.name), new.get(field.name)
            if was == now:
                continue
            place = (*loc, field.name)
            if place in self.source.keys:
                yield from self.value(place, field, was, now)
            elif now is not None:
                yield self.added(loc, field, now)

    def value(self, loc: Loc, field: Field, was: Any, now: Any) -> Iterator[Edit]:
        node, key = self.source.nodes[loc], self.source.keys[loc]
        if isinstance(node, MappingNode) and isinstance(now, dict | None) and node.value:
            yield from self.mapping(loc, was if isinstance(was, dict) else {}, now or {})
        elif isinstance(node, SequenceNode) and not node.flow_style and was and now and isinstance(was, list) and isinstance(now, list):
            yield from self.sequence(loc, field, was, now)
        else:
            yield self.replaced(loc, node, key, field, now)

    def whole(self, loc: Loc, field: Field, now: Any) -> list[Edit]:
        """The value of a key as a whole."""
        return [self.replaced(loc, self.source.nodes[loc], self.source.keys[loc], field, now)]

    def replaced(self, loc: Loc, node: Node, key: Node, field: Field, now: Any) -> Edit:
        """The value of a key as a whole; the comment on the key's own line stays."""
        start, end = self.colon(key), self.value_end(key, node)
        inside = self.text[start:end]
        rest = self.text[start if "\n" in inside else end : self.line_end(start if "\n" in inside else end)]
        rows = entry(field.name, now, field.path, int(key.start_mark.column), brief=len(loc) > 1)
        head = rows[0].split(":", 1)[1]
        if now is None and self.in_flow(loc):  # between braces an empty value needs its word
            head = " null"
        if len(rows) == 1:
            if "\n" in inside:
                return Edit(start, end, head + self.comment(rest))
            if inside.strip() and head:  # the space before the value stays as it is
                return Edit(int(node.start_mark.index), end, head[1:])
            return Edit(start, end, head)
        if self.in_flow(loc):
            raise Unfit
        stop = end if "\n" in inside else end + len(rest.rstrip("\r\n"))
        return Edit(start, stop, self.newline.join([head + self.comment(rest), *rows[1:]]))

    def added(self, loc: Loc, field: Field, now: Any) -> Edit:
        """A key that the text does not have yet, below the one before it in the order of the fields."""
        node = self.source.nodes[loc] if loc else self.source.root
        if node is None:
            return Edit(len(self.text), len(self.text), self._apart() + self.rows(section(field, now)))
        if isinstance(node, MappingNode) and node.flow_style:
            return self.added_in_braces(node, field, now)
        names = [found.name for found in fields_in(pattern_at(loc))]
        before = [name for name in names[: names.index(field.name)] if (*loc, name) in self.source.keys]
        first_key = node.value[0][0]
        column = int(first_key.start_mark.column)
        rows = keyed(field, now, column, brief=any(isinstance(step, int) for step in loc)) if loc else ["", *section(field, now)]
        if before:
            place = (*loc, before[-1])
            return self.insert_after(self.value_end(self.source.keys[place], self.source.nodes[place]), rows)
        if loc and isinstance(loc[-1], int):  # the first key stands behind the dash
            return self.insert_after(self.value_end(*node.value[0]), rows)
        at = self.line_start(int(first_key.start_mark.index))
        return Edit(at, at, self.rows(rows if loc else [*rows[1:], ""]))

    def added_in_braces(self, node: MappingNode, field: Field, now: Any) -> Edit:
        """``key: value`` before the closing brace."""
        if isinstance(now, dict | list) and now:
            raise Unfit
        at = int(node.end_mark.index) - 1
        before = self.text[:at].rstrip()
        comma = ", " if node.value and not before.endswith(",") else " " if node.value else ""
        return Edit(len(before), at, f"{comma}{field.name}: {'[]' if now == [] else scalar(now)}")

    def _apart(self) -> str:
        return "" if not self.text or self.text.endswith("\n") else self.newline

    def sequence(self, loc: Loc, field: Field, was: list[Any], now: list[Any]) -> Iterator[Edit]:
        """Yield the edits that make a block list say *now*; items are matched by internal id, else by likeness."""
        element = fields()[f"{field.path}[]"]
        first = self.source.nodes[(*loc, 0)]
        indent = self.dash_column(first)
        matcher = difflib.SequenceMatcher(None, _keys(was), _keys(now), autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            common = min(i2 - i1, j2 - j1) if tag != "insert" else 0
            for offset in range(common):
                yield from self.item((*loc, i1 + offset), element, was[i1 + offset], now[j1 + offset], indent)
            for index in range(i1 + common, i2):
                yield self.removed((*loc, index))
            rows = [row for item in now[j1 + common : j2] for row in bullet(item, element.path, indent, brief=True)]
            if rows:
                last = i1 + common - 1
                if last >= 0:
                    yield self.insert_after(self.end((*loc, last)), rows)
                else:
                    at = self.line_start(self.dash(self.source.nodes[(*loc, 0)]))
                    yield Edit(at, at, self.rows(rows))

    def item(self, loc: Loc, element: Field, was: Any, now: Any, indent: int) -> Iterator[Edit]:
        if was == now:
            return
        node = self.source.nodes[loc]
        if isinstance(node, MappingNode) and isinstance(now, dict) and node.value:
            yield from self.mapping(loc, was, now)
            return
        text = self.newline.join(bullet(now, element.path, indent, brief=True))[indent + 2 :]
        yield Edit(int(node.start_mark.index), self.end(loc), text)

    def removed(self, loc: Loc) -> Edit:
        """An item with its lines; comment lines around it stay."""
        start = self.line_start(self.dash(self.source.nodes[loc]))
        if self.text[start : self.dash(self.source.nodes[loc])].strip():
            raise Unfit
        return Edit(start, self.line_end(self.end(loc)), "")


def _keys(items: list[Any]) -> list[str]:
    """Return what items are matched by: the internal id, or the whole content."""
    return [str(item["id"]) if isinstance(item, dict) and "id" in item else repr(item) for item in items]
