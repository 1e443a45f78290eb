"""The edits of a dossier merged into the drafts of a package, document by document, references led to where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.merging.adopting import Pair
from alliance_docs.drafting.merging.merge import Merged, merge
from alliance_docs.drafting.merging.outcome import Sensitive
from alliance_docs.drafting.merging.shifts import Shifts, shifted
from alliance_docs.drafting.references import resolve
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import parse_yaml
from alliance_docs.resources import data_folder

_WORDS = ("modal", "negation", "owner")


@lru_cache(maxsize=1)
def merging_data() -> Mapping[str, Any]:
    """The data of ``templates/common/merging.yaml``."""
    found = parse_yaml((data_folder("templates") / "common" / "merging.yaml").read_text(encoding="utf-8"), "templates/common/merging.yaml")
    assert isinstance(found, dict)
    return found


def sensitive(facts: Facts) -> Sensitive:
    """The words that decide who, how much and whether, with the names of this alliance's units."""
    words = tuple(str(word) for kind in _WORDS for word in merging_data()[kind])
    names = [name for member in facts.members or () for name in (member.name,) if name]
    return Sensitive(words, tuple(names))


@dataclass(frozen=True)
class Edited:
    """A document with edits: *render* is what the templates give, *merged* what came of it, *proposed* with our words where a conflict is open."""

    render: Draft
    merged: Merged
    written: Draft
    proposed: Draft | None

    @property
    def undecided(self) -> tuple[str, ...]:
        """The clauses in conflict."""
        return tuple(dict.fromkeys(one.clause for one in self.merged.conflicts))


def with_edits(
    drafts: Mapping[str, Draft], known: Mapping[str, Sequence[str]], pairs: Mapping[str, Pair], facts: Facts
) -> tuple[dict[str, Draft], dict[str, Edited]]:
    """Return the drafts with their edits merged in, and what each merge had to tell, by document.

    *known*: ids the texts have at all. References from other documents follow their targets. Edits of a document that
    is not drafted now wait. Raises UserErrors for references that lead nowhere.
    """
    from alliance_docs.word.normal import normal

    renders = {name: normal(draft) if name in pairs else draft for name, draft in resolve(drafts, known).items()}
    found, merges = _merged(renders, pairs, facts)
    ids = {name: [*known.get(name, ()), *(clause.id for clause in draft.clauses)] for name, draft in drafts.items()}
    for name in merges:
        both = (pairs[name].base, pairs[name].theirs, found[name])
        ids[name] += [clause.id for draft in both for clause in draft.clauses]
    resolved = resolve(found, ids)
    proposed = {name: resolve({**resolved, name: one.proposed}, ids)[name] for name, one in merges.items() if one.conflicts}
    edited = {name: Edited(renders[name], one, resolved[name], proposed.get(name)) for name, one in merges.items()}
    return resolved, edited


def without_missing(pair: Pair, consolidated: Draft) -> Pair:
    """Return an instrument's edits for its consolidated text, which leaves some clauses (signature pages) out."""
    left_out = {clause.id for clause in pair.base.clauses} - {clause.id for clause in consolidated.clauses}

    def kept(draft: Draft) -> Draft:
        return replace(draft, body=tuple(part for part in draft.body if getattr(part, "id", "") not in left_out))

    return Pair(kept(pair.base), kept(pair.theirs))


def _merged(drafts: Mapping[str, Draft], pairs: Mapping[str, Pair], facts: Facts) -> tuple[dict[str, Draft], dict[str, Merged]]:
    edited = {name: pair for name, pair in pairs.items() if name in drafts}
    if not edited:
        return dict(drafts), {}
    words = sensitive(facts)
    shifts: dict[str, Shifts] = {name: merge(pair.base, drafts[name], pair.theirs, words).shifts or {} for name, pair in edited.items()}
    found: dict[str, Draft] = {}
    merges: dict[str, Merged] = {}
    for name, draft in drafts.items():
        elsewhere = {other: moved for other, moved in shifts.items() if other != name}
        if name in edited:
            pair = edited[name]
            merges[name] = merge(pair.base, draft, pair.theirs, words, elsewhere)
            found[name] = merges[name].draft
        else:
            found[name] = shifted(draft, elsewhere)
    return found, merges
