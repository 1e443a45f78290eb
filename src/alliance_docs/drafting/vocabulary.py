"""The words a package speaks: organ names, the jurisdiction's names, titles of the documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance_docs.drafting.engine import Setting
from alliance_docs.facts import formats
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.shape import Shape
from alliance_docs.facts.view import Scope, Unknown
from alliance_docs.jurisdictions.filters import Composite
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.names import Known, root_shapes
from alliance_docs.jurisdictions.pilot import pilot_end
from alliance_docs.jurisdictions.region import standing
from alliance_docs.jurisdictions.sandbox import PlainRow, Words
from alliance_docs.jurisdictions.speech import Speech, speech_of

COMPUTED = ("papers", "evidence", "compliance", "human_checks")
"""Lists that the dossier computes for the materials list and the compliance table."""

_ROLES = {"assembly": "assembly", "council": "council", "experts": "experts", "office": "office", "supervision": "supervision"}


def vocabulary(jurisdiction: Jurisdiction, facts: Facts) -> dict[str, str]:
    """Return the vocabulary ``v``: the jurisdiction's words, organs called as the facts call them."""
    words = dict(jurisdiction.vocabulary)
    for organ in facts.organs or ():
        if organ.role in _ROLES and organ.name:
            words[_ROLES[organ.role]] = organ.name
    return words


def speech(jurisdiction: Jurisdiction, facts: Facts) -> Speech:
    """Return how general words are said in this package."""
    return speech_of(vocabulary(jurisdiction, facts))


def jurisdiction_words(jurisdiction: Jurisdiction) -> dict[str, Any]:
    """Return ``j``: authority, policy title in 《》, its date, province; and what decides: ``filed``, ``acceptance``."""
    policy = jurisdiction.policy
    return {
        "authority": jurisdiction.authority,
        "receiving_authority": jurisdiction.receiving_authority,
        "policy": policy.cited,
        "policy_date": formats.date(policy.date) if policy.date else "",
        "policy_number": policy.number,
        "dated": _bracketed(policy.number, formats.date(policy.date) if policy.date else ""),
        "issuer": policy.issuer,
        "province": jurisdiction.province,
        "title": jurisdiction.title,
        "filed": jurisdiction.filed,
        "acceptance": jurisdiction.acceptance,
    }


def _bracketed(*parts: str) -> str:
    known = "，".join(part for part in parts if part)
    return f"（{known}）" if known else ""


def document_titles(jurisdiction: Jurisdiction, facts: Facts) -> dict[str, Composite]:
    """Return ``documents``: each title in 《》, the alliance's name in it staying a fact."""
    name: Any = Scope(facts).names()["alliance"].name
    titles = {}
    for document in jurisdiction.documents:
        before, found, after = document.title.partition("{name}")
        parts = (f"《{before}", name, f"{after}》") if found else (f"《{before}》",)
        titles[document.id.replace("-", "_")] = Composite(parts)
    return titles


REGION = ("name", "inside", "outside", "share", "required", "members", "places")
PILOT = ("start", "end")


def region_row(jurisdiction: Jurisdiction, facts: Facts) -> Any:
    """Return ``region``: the members counted against the jurisdiction's region; unknown where it has none."""
    region = jurisdiction.region
    found = standing(region, facts) if region else None
    if region is None:
        return Unknown("region", "注册地区")
    told = found is not None and not found.unknown
    missing = Unknown("members[].city", f"在{region.name}注册的成员单位数")
    required = f"不低于{region.at_least}" if region.at_least else f"超过{region.more_than}" if region.more_than else ""
    places = [
        PlainRow("region.places", {"name": place.name, "count": len(members), "units": "、".join(one.name or one.id for one in members)})
        for place, members in (found.inside if found else ())
    ]
    return PlainRow(
        "region",
        {
            "name": region.name,
            "inside": found.count_inside if found and told else missing,
            "outside": len(found.outside) if found and told else missing,
            "share": formats.percentage(found.share) if found and found.share is not None else missing,
            "required": required,
            "members": region.members,
            "places": places,
        },
    )


def pilot_row(jurisdiction: Jurisdiction, facts: Facts) -> Any:
    """Return ``pilot``: first and last day of the pilot (GX 三, AMB-13: the start is asked, the end computed)."""
    start = facts.dates.pilot_start if facts.dates else None
    blank = Unknown("dates.pilot_start", "试点开始日期")
    if start is None:
        return PlainRow("pilot", {"start": blank, "end": Unknown("dates.pilot_start", "试点结束日期")})
    return PlainRow("pilot", {"start": start, "end": pilot_end(start, jurisdiction.pilot_years)})


def rule_rows(jurisdiction: Jurisdiction, facts: Facts) -> list[PlainRow]:
    """Return ``rules``: title in 《》 and short title of each internal rule that the founders adopt."""
    titles = document_titles(jurisdiction, facts)
    rows = []
    for rule in jurisdiction.rules:
        document = jurisdiction.document(rule)
        if document is not None:
            rows.append(PlainRow("rules", {"title": titles[rule.replace("-", "_")], "short": document.short_title}))
    return rows


def setting_for(jurisdiction: Jurisdiction, facts: Facts, whole: Jurisdiction | None = None) -> Setting:
    """Return what stays the same through a package of this jurisdiction; *whole* names documents not in force, too."""
    words = {
        "region": region_row(jurisdiction, facts),
        "pilot": pilot_row(jurisdiction, facts),
        "rules": rule_rows(jurisdiction, facts),
        "v": Words("v", vocabulary(jurisdiction, facts)),
        "j": Words("j", jurisdiction_words(jurisdiction)),
        "documents": Words("documents", document_titles(whole or jurisdiction, facts)),
    }
    return Setting(jurisdiction.id, words)


def known_names(jurisdiction: Jurisdiction, extra: Mapping[str, Shape] | None = None) -> Known:
    """Return every name a clause text of this jurisdiction may use."""
    return Known(
        {**root_shapes(), **(extra or {})},
        {
            "v": frozenset(jurisdiction.vocabulary),
            "j": frozenset(jurisdiction_words(jurisdiction)),
            "documents": frozenset(document.id.replace("-", "_") for document in jurisdiction.documents),
            **{name: frozenset() for name in COMPUTED},
            "region": frozenset(REGION),
            "pilot": frozenset(PILOT),
            "rules": frozenset(),
            "box": frozenset(),
            "super": frozenset(),
        },
    )
