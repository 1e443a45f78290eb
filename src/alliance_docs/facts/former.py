"""Names that must not appear any more: those of the alliance whose answers were taken over."""

from __future__ import annotations

from alliance_docs.facts.facts import Facts


def left_names(facts: Facts, text: str) -> tuple[str, ...]:
    """Return the former names that *text* still holds, the longest first.

    A former name inside one of the alliance's own names, or inside a longer former name, is not told by itself.
    """
    if not facts.former_names:
        return ()
    alliance = facts.alliance
    own = [name for name in (alliance.name, alliance.short_name, alliance.english_name) if name] if alliance else []
    for name in sorted(own, key=len, reverse=True):
        text = text.replace(name, "\n")
    found = []
    for name in sorted(facts.former_names, key=len, reverse=True):
        if name in text:
            found.append(name)
            text = text.replace(name, "\n")
    return tuple(found)
