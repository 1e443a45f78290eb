"""A template's note of the template it was made of: in its identity, which Word keeps, where a filled form has its edition."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from alliance_docs.word.form_identity import with_identity
from alliance_docs.word.form_paragraphs import form_paragraphs
from alliance_docs.word.forms import PARTS
from alliance_docs.word.identity import Identity, find_identity
from alliance_docs.word.package import open_package

_BASE = "base-"
"""Before the digest; a filled form has its edition there."""


def words_digest(template: bytes) -> str:
    """Return 12 hexadecimal digits that change with the words and tags of a template, not with saving it elsewhere."""
    package = open_package(template)
    digest = hashlib.sha256()
    for name in sorted(package.parts):
        if name.startswith("word/") and any(re.fullmatch(pattern, name) for pattern in PARTS):
            for paragraph in form_paragraphs(package.xml(name)):
                digest.update("".join(paragraph.text.split()).encode() + b"\n")
    return digest.hexdigest()[:12]


def with_base(template: bytes, base: str) -> bytes:
    """Return *template* with the note that it was made of the template whose digest is *base*."""
    package = open_package(template)
    known = find_identity(package) or Identity()
    return with_identity(package, replace(known, edition=_BASE + base)).to_bytes()


def base_of(template: bytes) -> str:
    """Return the digest of the template that *template* was made of, ``""`` where it does not tell."""
    known = find_identity(open_package(template))
    return known.edition.removeprefix(_BASE) if known and known.edition.startswith(_BASE) else ""
