"""How a rule's problem is put right without judgement: the ``fix`` of a rule in ``templates/*/rules/*.yaml``."""

from __future__ import annotations

from dataclasses import dataclass

from alliance_docs.checks.data import Entry

HOWS = ("replace", "years", "full-width", "number-brackets", "articles")
"""Words by words; years with 〇; brackets and punctuation of full width; 〔〕 in document numbers; typed article numbers."""


@dataclass(frozen=True)
class Recipe:
    """One mechanical remedy.

    *how* is one of :data:`HOWS`. For ``replace``: each of *find* gives way to *put*, where one of *after* stands right
    before it (any words, when empty), none of *not_after* does, and none of *not_before* stands right behind it; *once*:
    the words by which several of *put* in a row are joined, so that it is written once. *why* says why the other places
    are left. For ``articles``: *most*, how many numbers in a row may be missing before it is no slip.
    """

    how: str = "replace"
    find: tuple[str, ...] = ()
    put: str = ""
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    why: str = ""
    most: int = 1


def read_recipe(part: Entry, entry: Entry) -> Recipe:
    """Read one entry of ``fix``. Raises UserError with file and line for anything unknown or missing."""
    part.only(("id", "how", "find", "put", "after", "not_after", "not_before", "once", "why", "most"))
    how = part.one_of("how", HOWS, "replace")
    find, put = part.texts("find"), part.text("put")
    if how == "replace" and (not find or not put):
        raise entry.error("“fix”应写明 find 和 put")
    if any(word == put for word in find):
        raise entry.error(f"“fix”把“{put}”改为它自己")
    most = part.values.get("most", 1)
    if not isinstance(most, int) or isinstance(most, bool) or most < 1:
        raise entry.error("“fix.most”应为不小于 1 的整数")
    after, not_after, not_before, once = (part.texts(key) for key in ("after", "not_after", "not_before", "once"))
    return Recipe(how, find, put, after, not_after, not_before, once, part.text("why"), most)
