"""Footnotes and endnotes: their words, to stand where they are called, for a note cannot move to another document by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from alliance_docs.errors import UserError
from alliance_docs.word.embedded import words_of_note
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package
from alliance_docs.word.views import View, settle


@dataclass
class Notes:
    """The notes of a package, read when first called. *damaged*: parts that could not be read."""

    package: Package
    view: View = "accepted"
    damaged: set[str] = field(default_factory=set)
    _found: dict[str, dict[str, str]] = field(default_factory=dict)

    def words(self, kind: str, number: str) -> str:
        """Return 〔注：…〕 for the ``footnote`` or ``endnote`` of that number, empty where there is none."""
        if kind not in self._found:
            self._found[kind] = self._read(kind)
        words = self._found[kind].get(number, "")
        return f"〔注：{words}〕" if words else ""

    def _read(self, kind: str) -> dict[str, str]:
        name = f"word/{kind}s.xml"
        try:
            root = self.package.xml(name)
        except UserError:
            self.damaged.add(name)
            return {}
        settle(root, self.view)
        return {note.get(f"{W}id", ""): words_of_note(note) for note in root.iter(f"{W}{kind}")}
