"""Bring the English catalogue up to date with the words of the command line: ``python tools/messages.py``.

New messages get an empty translation and are listed; a test fails while any is empty. The same words give the same
bytes: no date, no address and no version stand in the catalogue.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from alliance_docs.cli.main import COMMANDS

CLI = Path(__file__).resolve().parents[1] / "src" / "alliance_docs" / "cli"
CATALOGUE = CLI / "locale" / "en.po"
_KEPT = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
"""Header lines that say something of the file; Babel adds dates, addresses to be filled in and its own version."""


class _Undated(Catalog):
    """A catalogue whose header tells only what does not change with day and tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header lines that are kept."""
        return [(name, value) for name, value in super().mime_headers if name in _KEPT]


def updated(old: bytes) -> bytes:
    """Return the catalogue with today's messages, in the order of the files, and the translations known from *old*."""
    found = _Undated(locale="en", charset="utf-8", fuzzy=False, header_comment="# English words of the command line.")
    for file, _line, message, _comments, _context in sorted(extract_from_dir(CLI, keywords={"_": None}), key=lambda one: (one[0], one[1])):
        found.add(message, locations=[(file, 1)])
    for line in COMMANDS.values():
        found.add(line)
    known = read_po(io.BytesIO(old), locale="en")
    for message in found:
        before = known.get(message.id) if message.id else None
        if before is not None and before.string:
            found[message.id].string = before.string
    stream = io.BytesIO()
    write_po(stream, found, width=110, omit_header=False, sort_output=False, no_location=True)
    return stream.getvalue()


def main() -> None:
    """Extract, merge, write, list what is untranslated."""
    new = updated(CATALOGUE.read_bytes() if CATALOGUE.is_file() else b"")
    CATALOGUE.write_bytes(new)
    for message in read_po(io.BytesIO(new), locale="en"):
        if message.id and not message.string:
            print(message.id)


if __name__ == "__main__":
    main()
