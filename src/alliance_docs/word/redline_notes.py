"""Footnotes and endnotes whose call was struck: brought along, so that rejecting brings back the note and not only its words."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W, integer
from alliance_docs.word.opaque import PREFIXES
from alliance_docs.word.package import Package
from alliance_docs.word.part_edits import parsed, serialised, with_content_type, with_relationship
from alliance_docs.word.views import settle

_OFFICE = f"{{{PREFIXES['r']}}}"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{0}s+xml"


@dataclass
class Calls:
    """Notes of the old file that go into the new one."""

    old: Package
    new: Package
    _brought: dict[str, list[Any]] = field(default_factory=dict)
    """Kind (footnote, endnote) → notes with their new numbers."""
    _roots: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def bring(self, call: Any) -> Any:
        """Return a copy of the run *call* of the old file that calls the note in the new file; None when it cannot be brought."""
        reference = next(call.iter(f"{W}footnoteReference", f"{W}endnoteReference"))
        kind = reference.tag[len(W) : -len("Reference")]
        old = self._root(kind, new=False)
        note = next((one for one in old if one.get(f"{W}id") == reference.get(f"{W}id")), None) if old is not None else None
        if note is None or any(name.startswith(_OFFICE) for one in note.iter() for name in one.attrib):
            return None  # a note that rests on other parts stays where it is: its words are told instead
        brought = self._brought.setdefault(kind, [])
        there = self._root(kind, new=True)
        standing = list(there) if there is not None else self._special(kind)
        taken = [integer(one.get(f"{W}id")) for one in (*standing, *brought)]
        copy = deepcopy(note)
        copy.set(f"{W}id", str(max(taken, default=0) + 1))
        brought.append(copy)
        made = deepcopy(call)
        next(made.iter(reference.tag)).set(f"{W}id", copy.get(f"{W}id"))
        return made

    def notes(self) -> list[Any]:
        """Return the notes brought, to be fitted into the new file."""
        return [note for brought in self._brought.values() for note in brought]

    def unload(self, parts: dict[str, bytes], document: str) -> None:
        """Add the notes to the parts of the new file."""
        for kind, brought in self._brought.items():
            name = f"word/{kind}s.xml"
            if name in parts:
                root = parsed(parts[name], name)
            else:
                root = self._root(kind, new=False)
                for one in list(root):
                    root.remove(one)
                root.extend(self._special(kind))
                with_content_type(parts, name, _TYPE.format(kind))
                with_relationship(parts, document, f"{kind}s", name)
            root.extend(brought)
            parts[name] = serialised(root)

    def _special(self, kind: str) -> list[Any]:
        """Return the old file's separators, which a file without notes lacks."""
        if self._root(kind, new=True) is not None:
            return []
        return [one for one in self._root(kind, new=False) if one.get(f"{W}type") not in (None, "normal")]

    def _root(self, kind: str, *, new: bool) -> Any:
        """Return the root of a part of notes, changes accepted; None where there is none."""
        if (kind, new) not in self._roots:
            try:
                root = (self.new if new else self.old).xml(f"word/{kind}s.xml")
                settle(root, "accepted")
            except UserError:
                root = None
            self._roots[kind, new] = root
        return self._roots[kind, new]
