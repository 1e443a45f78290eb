"""Bookmark names: identity carried through Word. A name is short (Word allows 40 characters) and follows from the id alone."""

from __future__ import annotations

import hashlib

PREFIX = "_al_"


def bookmark_name(identity: str) -> str:
    """Return the bookmark name of *identity*: ``_al_`` and 12 hexadecimal digits of its hash."""
    return PREFIX + hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class BookmarkNames:
    """Hands out bookmark names within one document; an identity that comes again gets a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, identity: str) -> str:
        """Return a name for *identity* that this document does not use yet."""
        name, count = bookmark_name(identity), 1
        while name in self._taken:
            count += 1
            name = bookmark_name(f"{identity}#{count}")
        self._taken.add(name)
        return name
