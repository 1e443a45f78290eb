"""Bring the English catalogue up to date with the words of the command line: ``python tools/messages.py``.

New messages get an empty translation and are listed; a test fails while any is empty.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from alliance_docs.cli.main import COMMANDS

CLI = Path(__file__).resolve().parents[1] / "src" / "alliance_docs" / "cli"


def main() -> None:
    """Extract, merge, write, list what is untranslated."""
    path = CLI / "locale" / "en.po"
    found = Catalog(locale="en", project="alliance-docs", charset="utf-8", fuzzy=False, header_comment="# English words of the command line.")
    for file, _line, message, _comments, _context in sorted(extract_from_dir(CLI, keywords={"_": None}), key=lambda one: (one[0], one[1])):
        found.add(message, locations=[(file, 1)])
    for line in COMMANDS.values():
        found.add(line)
    if path.is_file():
        with path.open("rb") as stream:
            old = read_po(stream, locale="en")
        for message in found:
            known = old.get(message.id) if message.id else None
            if known is not None and known.string:
                found[message.id].string = known.string
    with path.open("wb") as stream:
        write_po(stream, found, width=110, omit_header=False, sort_output=False, no_location=True)
    for message in found:
        if message.id and not message.string:
            print(message.id)


if __name__ == "__main__":
    main()
