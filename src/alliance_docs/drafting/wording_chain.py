"""One clause through its layers: whose text stands, what lies below it, and whether that has changed since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliance_docs.drafting.block_source import block_holding, body_of, without_comments
from alliance_docs.drafting.layer_files import LayerFile, files_of

if TYPE_CHECKING:
    from alliance_docs.drafting.layers import Layer

_SUPER = re.compile(r"\{\{-?\s*super\(\)\s*-?\}\}")
_BASED = re.compile(r"\{#\s*依据下层文本：([0-9a-f、，, ]+)#\}[^\S\n]*\n?")
_HASH = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Wording:
    """What one layer's file says of a block: the text between its tags."""

    file: LayerFile
    body: str

    @property
    def layer(self) -> str:
        """The layer's name."""
        return self.file.layer.name

    @property
    def extends(self) -> bool:
        """Tell whether the text keeps the one below in it."""
        return bool(_SUPER.search(self.body))

    @property
    def removes(self) -> bool:
        """Tell whether the layer takes the clause away."""
        return not without_comments(self.body)

    @property
    def based_on(self) -> frozenset[str]:
        """The fingerprints of the text below that somebody had before him; none where nothing is written down."""
        return frozenset(one for found in _BASED.findall(self.body) for one in _HASH.findall(found))


def chain_of(document: str, layers: Sequence[Layer], block: str) -> tuple[Wording, ...]:
    """Return the texts of a block, lowest layer first; empty when no layer has it. Raises UserError for an unreadable file."""
    found = ((file, body_of(file.source(), block)) for file in files_of(document, layers))
    return tuple(Wording(file, body) for file, body in found if body is not None)


def block_of(document: str, layers: Sequence[Layer], clause: str) -> str | None:
    """Return the block that gives a clause, asking the highest layer first; None when no layer gives it."""
    for file in reversed(files_of(document, layers)):
        if block := block_holding(file.source(), clause):
            return block
    return None


def flattened(chain: Sequence[Wording]) -> str:
    """Return the text of the highest layer with each ``super()`` written out and without notes on what it rests on."""
    if not chain:
        return ""
    body = unmarked(chain[-1].body)
    return _SUPER.sub(lambda _: flattened(chain[:-1]), body) if chain[-1].extends else body


def fingerprint(chain: Sequence[Wording]) -> str:
    """Return 12 hexadecimal digits that change with the text, not with comments or blank lines; ``""`` for no text."""
    return hashlib.sha256(without_comments(flattened(chain)).encode()).hexdigest()[:12] if chain else ""


def marked(body: str, below: str) -> str:
    """Return the text with a note of the fingerprint of the text *below* it, in place of any it had."""
    return f"{{# 依据下层文本：{below} #}}\n{unmarked(body)}" if below else unmarked(body)


def unmarked(body: str) -> str:
    """Return the text without such a note."""
    return _BASED.sub("", body).strip("\n")


def outdated(chain: Sequence[Wording]) -> tuple[Wording, ...]:
    """Return the texts under which another text lies now than when they were written."""
    return tuple(one for index, one in enumerate(chain) if index and one.based_on and fingerprint(chain[:index]) not in one.based_on)
