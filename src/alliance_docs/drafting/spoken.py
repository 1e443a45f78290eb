"""The last touches of a draft: general words said in the jurisdiction's own, and forms left empty to be filled by hand."""

from __future__ import annotations

from dataclasses import replace

from alliance_docs.drafting.draft import Blank, Choice, Clause, Draft, Fact, Gap, Inline, Inlines, Text
from alliance_docs.drafting.mapping import each, map_runs
from alliance_docs.facts.shape_at import shape_at
from alliance_docs.jurisdictions.speech import Speech


def spoken(draft: Draft, speech: Speech) -> Draft:
    """Return *draft* with labels of blanks and printed choices said in the words of *speech*; other facts stay as typed."""

    def said(inline: Inline) -> Inline:
        match inline:
            case Blank():
                return replace(inline, label=speech.say(inline.label))
            case Choice():
                return replace(inline, label=speech.say(inline.label), options=tuple(speech.say(one) for one in inline.options))
            case Fact() if is_choice(inline.path):
                return replace(inline, text=speech.say(inline.text))
            case _:
                return inline

    def change(run: Inlines, clause: Clause) -> Inlines:
        return each(run, said)

    return map_runs(draft, change)


def is_choice(path: str) -> bool:
    """Tell whether the fact at *path* is one of a closed list, worded by us and not by the user."""
    shape = shape_at(path)
    return shape is not None and bool(shape.options) and all(isinstance(option, str) for option in shape.options)


def hollow(draft: Draft, owner: str, room: int = 0) -> Draft:
    """Return *draft* with the blanks below *owner* (``members[blank]``) empty: room for handwriting.

    *room* full-width characters are underlined where other words stand beside the blank; a cell of its own is room enough.
    """

    def change(run: Inlines, clause: Clause) -> Inlines:
        empty = Gap(room) if room and len(run) > 1 else Text("")
        return tuple(empty if isinstance(one, Blank) and one.path.startswith(owner) else one for one in run)

    return map_runs(draft, change)
