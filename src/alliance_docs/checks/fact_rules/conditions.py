"""Conditions that jurisdictions set as data: region, number, field, leads, recommender, what was settled by the policy."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.members import at, who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts import formats
from alliance_docs.facts.assign import assign
from alliance_docs.facts.derived import totals
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.former import left_names
from alliance_docs.facts.lookup import lookup, walk
from alliance_docs.jurisdictions.pilot import pilot_end
from alliance_docs.jurisdictions.region import doubtful, inside, standing


def region_share(case: Case) -> Iterator[Hit]:
    """Enough members are registered inside the region (exact fractions, the lead counted; AMB-06, AMB-26)."""
    region = case.jurisdiction.region
    found = standing(region, case.facts) if region else None
    if region is None or found is None or found.share is None or found.enough(region):
        return
    required = f"不低于{region.at_least}" if region.at_least else f"超过{region.more_than}"
    yield hit(
        location="members",
        region=region.name,
        inside=found.count_inside,
        total=found.total,
        share=formats.percentage(found.share),
        required=required,
        names="、".join(who(member) for member in found.outside),
    )


def lead_in_region(case: Case) -> Iterator[Hit]:
    """The lead is registered inside the region, and is a legal person or an industry association (G60 四(二)1)."""
    region, lead = case.jurisdiction.region, case.facts.lead
    if region is None or lead is None:
        return
    if inside(region, lead, case.facts) is False:
        yield hit("outside", at(lead, "city"), name=who(lead), region=region.name)
    if lead.legal_person is False and lead.type != "行业协会":
        yield hit("person", at(lead, "legal_person"), name=who(lead))


def enough_members(case: Case) -> Iterator[Hit]:
    """As many members as the policy usually expects."""
    region = case.jurisdiction.region
    if region and region.members and case.facts.members is not None and len(case.members) < region.members:
        yield hit(location="members", count=len(case.members), required=region.members)


def enterprise_in_region(case: Case) -> Iterator[Hit]:
    """At least one enterprise is registered inside the region (GD16 一)."""
    region = case.jurisdiction.region
    enterprises = [member for member in case.members if member.type == "企业"]
    if region and enterprises and all(inside(region, member, case.facts) is False for member in enterprises):
        yield hit(location="members", region=region.name)


def doubtful_place(case: Case) -> Iterator[Hit]:
    """A member lies where the policy leaves open whether it counts (G60, AMB-25)."""
    region = case.jurisdiction.region
    for member, place in doubtful(region, case.facts) if region else ():
        yield hit(location=at(member, "district"), name=who(member), place=place.name, whole=place.whole_name, region=region.name if region else "")


def field_category(case: Case) -> Iterator[Hit]:
    """The field is one of those that the policy names."""
    alliance, known = case.facts.alliance, case.jurisdiction.field_categories
    if alliance and alliance.field_category and known and alliance.field_category not in known:
        yield hit(location="alliance.field_category", field=alliance.field_category, known="、".join(known))


def convenor(case: Case) -> Iterator[Hit]:
    """The convenor belongs to the alliance (GD12 六(一))."""
    formation = case.facts.formation
    if formation and formation.convenor and case.facts.members is not None and case.facts.member(formation.convenor) not in case.members:
        yield hit(location="formation.convenor", name=formation.convenor)


def everyone_contributes(case: Case) -> Iterator[Hit]:
    """Every member puts in something of its own (GD12 二)."""
    told = [member for member in case.members if member.contribution is not None]
    none = [one for one in told if one.contribution and one.contribution.cash == 0 and one.contribution.in_kind == ()]
    if none:
        yield hit(location="members", names="、".join(who(member) for member in none), count=len(none))


def own_input(case: Case) -> Iterator[Hit]:
    """The members put in something themselves before public money is asked for (GX 四(一))."""
    found = totals(case.facts).input
    if found is not None and found == 0:
        yield hit(location="members")


def everyone_consented(case: Case) -> Iterator[Hit]:
    """No founder agreed to the texts only after the founding meeting (GD12 六(三))."""
    founding = case.facts.dates.founding if case.facts.dates else None
    for member in case.members:
        if member.consent_date and founding and member.consent_date > founding:
            yield hit(location=at(member, "consent_date"), name=who(member), date=formats.date(member.consent_date))


def expert_mix(case: Case) -> Iterator[Hit]:
    """Experts of the members and experts from outside (GD12 五)."""
    experts = case.facts.experts.members if case.facts.experts else None
    if not experts or any(expert.external is None for expert in experts):
        return
    if not any(expert.external for expert in experts):
        yield hit("external", "experts.members")
    if all(expert.external for expert in experts):
        yield hit("internal", "experts.members")


def seats_have_persons(case: Case) -> Iterator[Hit]:
    """Every seat belongs to a member (G60 四(三)3, AMB-23); who fills it is asked, and a blank tells where nobody does."""
    seats = case.facts.council.seats if case.facts.council and case.facts.members is not None else None
    lacking = [
        seat.member or "未填单位的席位"
        for seat in seats or ()
        if seat.member and case.facts.member(seat.member) not in case.members
    ]
    if lacking:
        yield hit(location="council.seats", names="、".join(_named(case, one) for one in lacking))


def _named(case: Case, ref: str) -> str:
    member = case.facts.member(ref)
    return who(member) if member else ref


def pilot_dates(case: Case) -> Iterator[Hit]:
    """Recognition comes after the pilot (GX 三)."""
    dates = case.facts.dates
    if dates is None:
        return
    if dates.pilot_start and dates.recognition and case.jurisdiction.pilot_years:
        end = pilot_end(dates.pilot_start, case.jurisdiction.pilot_years)
        if dates.recognition <= end:
            yield hit("early", "dates.recognition", date=formats.date(dates.recognition), end=formats.date(end))
    if dates.pilot_start and dates.filing and dates.pilot_start < dates.filing:
        yield hit("before", "dates.pilot_start", date=formats.date(dates.pilot_start), filing=formats.date(dates.filing))


def too_broad(case: Case) -> Iterator[Hit]:
    """The name says a sub-industry or a product, not a whole field (GD12 四(一))."""
    name = case.facts.alliance.name if case.facts.alliance else None
    rule = case.jurisdiction.name_rule
    for broad in rule.broad if rule and name else ():
        core = (name or "").removeprefix(case.jurisdiction.province).removesuffix("联盟")
        if core.removesuffix("战略性新兴产业").removesuffix("产业").removesuffix("产业技术创新") == broad:
            yield hit(location="alliance.name", name=name, broad=broad)


def settled_otherwise(case: Case) -> Iterator[Hit]:
    """What the policy settles was not answered otherwise."""
    for path, value in case.jurisdiction.given.items():
        found = lookup(case.given or case.facts, path)
        if found is not None and found != lookup(assign(Facts(), path, value), path):
            told, said = formats.standard(found), formats.standard(lookup(assign(Facts(), path, value), path))
            yield hit(location=path, label=case.speech.say(field_of(path).label), told=told, said=said)


def risky_options(case: Case) -> Iterator[Hit]:
    """Lending, guarantees, purchasing together are flagged where somebody switched them on (GX 二(六), AMB-31)."""
    options = case.facts.options
    for name in ("lending", "guarantee", "discount", "joint_purchasing"):
        if options is not None and getattr(options, name):
            yield hit(name, f"options.{name}")


def former_names(case: Case) -> Iterator[Hit]:
    """No name of the alliance whose answers were taken over stands in any document."""
    for document, text in case.text_of.items():
        for name in left_names(case.facts, text):
            passage = next(one for one in case.passages_of[document] if name in left_names(case.facts, one.text))
            yield hit(document=document, clause=passage.clause.id, name=name)
    for path, field, value in walk(case.facts) if case.facts.former_names else ():
        if isinstance(value, str) and not path.startswith(("former_names", "alliance.name", "alliance.short_name", "alliance.english_name")):
            for name in left_names(case.facts, value):
                yield hit("fact", path, label=case.speech.say(field.label), name=name)


RULES = {
    "AD-RE-01": region_share,
    "AD-RE-02": lead_in_region,
    "AD-RE-03": enough_members,
    "AD-RE-04": enterprise_in_region,
    "AD-RE-05": doubtful_place,
    "AD-FC-01": field_category,
    "AD-OW-01": own_input,
    "AD-CV-01": convenor,
    "AD-CO-01": everyone_contributes,
    "AD-CS-01": everyone_consented,
    "AD-EX-01": expert_mix,
    "AD-GE-01": seats_have_persons,
    "AD-PI-01": pilot_dates,
    "AD-NM-03": too_broad,
    "AD-NM-04": former_names,
    "AD-GI-01": settled_otherwise,
    "AD-OP-01": risky_options,
}
