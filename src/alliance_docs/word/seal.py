"""A seal in a copy we write: the last words of one part, a hash of everything else. Whoever saves the file drops or breaks it.

So a copy is known to be ours and untouched without a record elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Literal

from alliance_docs.errors import UserError
from alliance_docs.word.package import open_package

Kind = Literal["remarks", "changes"]
_SEAL = re.compile(rb"<!--alliance-docs (remarks|changes) ([0-9a-f]{64})-->\s*\Z")


def unsealed(content: bytes) -> bytes:
    """Return a part without a seal."""
    return _SEAL.sub(b"", content)


def seal(parts: dict[str, bytes], name: str, kind: Kind) -> None:
    """Set the seal of a copy of that kind at the end of the part *name*; seals of earlier copies go."""
    for other, content in parts.items():
        if _SEAL.search(content):
            parts[other] = unsealed(content)
    parts[name] += f"<!--alliance-docs {kind} {_digest(parts)}-->".encode()


def untouched(data: bytes, kind: Kind) -> bool:
    """Tell whether *data* is a copy of that kind as we wrote it, not saved by anything since."""
    try:
        parts = dict(open_package(data).parts)
    except UserError:
        return False
    for name, content in parts.items():
        if found := _SEAL.search(content):
            parts[name] = unsealed(content)
            return found[1].decode("ascii") == kind and found[2].decode("ascii") == _digest(parts)
    return False


def _digest(parts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(parts):
        for piece in (name.encode("utf-8"), parts[name]):
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()
