"""Which findings somebody answers for, and what is to be said of the suppressions themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from alliance_docs.checks.finding import Finding, Suppressed
from alliance_docs.checks.hit import Hit
from alliance_docs.checks.quoting import clause_of
from alliance_docs.checks.reading import clause_place, passages
from alliance_docs.checks.settings import EXPIRED, SETTINGS_FILE, UNUSED, Suppression
from alliance_docs.drafting.draft import Draft
from alliance_docs.facts.numerals import han
from alliance_docs.jurisdictions.jurisdiction import kind_of

_COUNTED = re.compile(r"第([（(]?)([0-9]{1,4})([)）]?)(?=[条款项])")


@dataclass(frozen=True)
class Split:
    """Findings that stand, findings suppressed, and what suppressions gave rise to: rule and hit."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    hits: tuple[tuple[str, Hit], ...]


def split(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    drafts: Mapping[str, Draft],
    today: dt.date | None,
    *,
    unused: bool,
) -> Split:
    """Part *findings* by *suppressions*; the first that holds counts.

    An expired one lets its findings stand, and is told. *unused*: everything was looked at, so that one without a
    finding is told as well.
    """
    standing: list[Finding] = []
    silenced: list[Suppressed] = []
    used: set[Suppression] = set()
    again: dict[Suppression, int] = {}
    for finding in findings:
        about = [one for one in suppressions if speaks_of(one, finding, drafts)]
        used.update(about)
        holding = next((one for one in about if one.holds(today)), None)
        if holding is not None:
            silenced.append(Suppressed(finding, holding.reason, holding.author, holding.until))
            continue
        standing.append(finding)
        for one in about:
            again[one] = again.get(one, 0) + 1
    hits = tuple(_hits(suppressions, used, again, drafts, today, unused=unused))
    return Split(tuple(standing), tuple(silenced), hits)


def _hits(
    suppressions: Sequence[Suppression],
    used: set[Suppression],
    again: Mapping[Suppression, int],
    drafts: Mapping[str, Draft],
    today: dt.date | None,
    *,
    unused: bool,
) -> Iterator[tuple[str, Hit]]:
    for one in suppressions:
        about: dict[str, object] = {"line": one.line, "suppressed": one.rule, "until": one.until}
        about |= {"clause": one.clause, "document": one.document}
        if one in again:
            yield EXPIRED, Hit("again", {**about, "count": again[one]}, location=_place(one))
        elif not unused:
            continue
        elif not one.holds(today):
            yield EXPIRED, Hit("gone", about, location=_place(one))
        elif one not in used:
            yield UNUSED, Hit(_why(one, drafts), about, location=_place(one))


def _place(suppression: Suppression) -> str:
    return f"{SETTINGS_FILE}:{suppression.line}"


def _why(suppression: Suppression, drafts: Mapping[str, Draft]) -> str:
    """Return the key of the message that says why a suppression was of no use."""
    here = {name: draft for name, draft in drafts.items() if _in_document(suppression, name)}
    if not here:
        return "absent"
    if suppression.clause and not any(_has_clause(draft, name, suppression.clause) for name, draft in here.items()):
        return "nowhere"
    return "default"


def speaks_of(suppression: Suppression, finding: Finding, drafts: Mapping[str, Draft]) -> bool:
    """Tell whether *suppression* is about *finding*: its rule, and where it names document and clause, any of its places."""
    if suppression.rule != finding.rule:
        return False
    others = (replace(finding, document=one.document, clause=one.clause, location=one.location) for one in finding.also)
    return any(_stands_at(suppression, one, drafts) for one in (finding, *others))


def _stands_at(suppression: Suppression, finding: Finding, drafts: Mapping[str, Draft]) -> bool:
    if not _in_document(suppression, finding.document):
        return False
    wanted = suppression.clause
    if not wanted or wanted == finding.clause or _within(_spoken(wanted), finding.location):
        return True
    draft = drafts.get(finding.document)
    clause = clause_of(finding, finding.document, draft) if draft else None
    return clause is not None and bool({wanted, _spoken(wanted)} & {clause.id, clause_place(clause)})


def _in_document(suppression: Suppression, document: str) -> bool:
    return not suppression.document or suppression.document in (document, kind_of(document))


def _has_clause(draft: Draft, document: str, wanted: str) -> bool:
    if draft.clause(wanted) is not None:
        return True
    spoken = _spoken(wanted)
    return any(_within(spoken, clause_place(clause)) for clause in draft.clauses) or any(
        _within(spoken, passage.location) for passage in passages(draft, document)
    )


def _within(place: str, location: str) -> bool:
    """Tell whether *location* is *place* or lies in it: 第十二条第二款 in 第十二条."""
    return location == place or (location.startswith(place) and location[len(place)] in "第（")


def _spoken(place: str) -> str:
    """Return a place as locations are told: 第12条第2款 → 第十二条第二款, 第(3)项 → 第（三）项."""
    return _COUNTED.sub(_in_words, re.sub(r"\s", "", place))


def _in_words(found: re.Match[str]) -> str:
    return f"第{'（' if found[1] else ''}{han(int(found[2]))}{'）' if found[3] else ''}"
