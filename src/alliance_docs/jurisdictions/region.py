"""Where members are registered, counted against a jurisdiction's region (GD12 四(二), G60 四(二)1, AMB-06, AMB-25, AMB-26)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.facts.view import Undecided
from alliance_docs.jurisdictions.expressions import compile_expression
from alliance_docs.jurisdictions.jurisdiction import Place, Region


@dataclass(frozen=True)
class Standing:
    """How the members lie: *inside* by place, *outside*, and *unknown* whose place of registration is not told."""

    inside: tuple[tuple[Place, tuple[Member, ...]], ...]
    outside: tuple[Member, ...]
    unknown: tuple[Member, ...]

    @property
    def count_inside(self) -> int:
        """How many members are registered inside the region."""
        return sum(len(members) for _, members in self.inside)

    @property
    def total(self) -> int:
        """How many members there are."""
        return self.count_inside + len(self.outside) + len(self.unknown)

    @property
    def share(self) -> Fraction | None:
        """The share registered inside, exact; None while a place is unknown or there is no member."""
        return Fraction(self.count_inside, self.total) if self.total and not self.unknown else None

    def enough(self, region: Region) -> bool | None:
        """Tell whether the share satisfies the region's demand; None while it cannot be told."""
        if self.share is None:
            return None
        if region.at_least is not None and self.share < region.at_least.value:
            return False
        return region.more_than is None or self.share > region.more_than.value


def standing(region: Region, facts: Facts) -> Standing | None:
    """Sort the members still in by place of registration; None while members are unknown."""
    if facts.members is None:
        return None
    places = tuple((place, _whole(place, facts)) for place in region.places)
    inside: dict[str, list[Member]] = {place.name: [] for place in region.places}
    outside: list[Member] = []
    unknown: list[Member] = []
    for member in facts.active_members:
        answers = [(place, _within(member, place, whole)) for place, whole in places]
        home = next((place for place, answer in answers if answer), None)
        if home is not None:
            inside[home.name].append(member)
        elif any(answer is None for _, answer in answers):
            unknown.append(member)
        else:
            outside.append(member)
    found = tuple(
        (place.model_copy(update={"name": place.whole_name}) if whole and place.whole_name else place, tuple(inside[place.name]))
        for place, whole in places
    )
    return Standing(found, tuple(outside), tuple(unknown))


def inside(region: Region, member: Member, facts: Facts) -> bool | None:
    """Tell whether a member is registered inside the region; None while its place is unknown."""
    answers = [_within(member, place, _whole(place, facts)) for place in region.places]
    return True if any(answers) else None if None in answers else False


def doubtful(region: Region, facts: Facts) -> tuple[tuple[Member, Place], ...]:
    """Return the members outside that would be inside were a place meant with its whole province (AMB-25)."""
    found = standing(region, facts)
    narrow = [place for place in region.places if place.whole_when and not _whole(place, facts)]
    return tuple((member, place) for member in (found.outside if found else ()) for place in narrow if _within(member, place, True))


def _whole(place: Place, facts: Facts) -> bool:
    """Tell whether the place is meant with its whole province; undecided counts as not."""
    if not place.whole_when:
        return False
    try:
        return bool(compile_expression(place.whole_when, f"region {place.name}").value(facts))
    except Undecided:
        return False


def _within(member: Member, place: Place, whole: bool) -> bool | None:
    """Compare what the place names, the widest first; an unknown that could still match leaves the answer open."""
    if member.foreign_registration:
        return False
    wanted = [(place.province, member.province), *([] if whole else [(place.city, member.city), (place.district, member.district)])]
    open_ = False
    for name, known in wanted:
        if not name:
            continue
        if known is None:
            open_ = True
        elif _bare(known) != _bare(name):
            return False
    return None if open_ else True


def _bare(name: str) -> str:
    """A place as it is compared: 嘉兴 and 嘉兴市 are the same."""
    return re.sub(r"(?<=..)[省市]$", "", name.strip())
