"""What was typed into a form, as answers to what the dossier asks: where each is stored, and which of them nothing can take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from alliance_docs.dossier.form_changes import FormChanges, Lost
from alliance_docs.drafting.merging.differences import FactEdit
from alliance_docs.errors import UserError
from alliance_docs.facts.derived import seats_by_post
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of

_SEATS = re.compile(r"(?P<name>seats|chair|vice_chairs|ordinary_seats)(?:\[(?P<index>[0-9]+)\])?(?P<rest>(?:\..+)?)")
_NAME = re.compile(r"members\[(?P<id>[^\]]+)\]\.name")
_LEAD, _LEAD_ROLE = "lead", "牵头单位"
_COMPUTED = "由其他事实算出，改它所依据的事实"
_TORN = "同一事实在表中改成了不同的内容"
_ANOTHER = "写的是另一家成员单位；改换单位的，用 ask 修改这一项，或者用 changes 记录"
_NO_UNIT = "成员单位中没有这一家，先用 members 记录"


def as_answers(facts: Facts, found: FormChanges) -> FormChanges:
    """Return *found* with its facts under the paths they are stored by; those that cannot be stored are among the lost."""
    kept: dict[tuple[str, str], FactEdit] = {}
    lost = list(found.lost)
    for edit in _agreed(_stored(facts, found.facts), lost):
        if (why := _unfit(facts, edit)) is not None:
            lost.append(Lost(edit.clause, edit.label or edit.path, edit.old, edit.new, why))
        else:
            kept.setdefault((edit.path, edit.new), edit)
    return FormChanges(tuple(kept.values()), tuple(lost))


def _stored(facts: Facts, edits: Sequence[FactEdit]) -> list[FactEdit]:
    """A unit named as the lead is stored by its role, and what is filled in of the lead is that unit's."""
    named = next((edit.new for edit in edits if edit.path == f"{_LEAD}.name"), "")
    lead = facts.lead or (facts.member(named) if named else None)
    out = []
    for edit in edits:
        if edit.path == f"{_LEAD}.name" and lead is not None:
            out.append(replace(edit, path=f"members[{lead.id}].role", new=_LEAD_ROLE))
        elif edit.path.startswith(f"{_LEAD}.") and lead is not None:
            out.append(replace(edit, path=f"members[{lead.id}].{edit.path.removeprefix(_LEAD + '.')}"))
        elif edit.path == "bearer.unit":
            out.append(replace(edit, path="bearer.member"))
        else:
            out.append(replace(edit, path=stored_path(facts, edit.path)))
    return out


def stored_path(facts: Facts, path: str) -> str:
    """Return where the fact printed at *path* is stored: a seat under the council, the first record of an empty list as that."""
    path = path.replace("[?]", "[0]")
    found = _SEATS.fullmatch(path)
    if found is None:
        return path
    seats = (facts.council.seats if facts.council else None) or ()
    index = int(found["index"] or 0)
    if found["name"] == "seats" or not seats:
        return f"council.seats[{index}]{found['rest']}"
    post = {"chair": "理事长", "vice_chairs": "副理事长", "ordinary_seats": "理事"}[found["name"]]
    named = seats_by_post(facts, post) or ()
    if index >= len(named):
        return path
    return f"council.seats[{next(number for number, seat in enumerate(seats) if seat is named[index])}]{found['rest']}"


def _agreed(edits: Sequence[FactEdit], lost: list[Lost]) -> list[FactEdit]:
    """A fact printed in several places may be changed in any of them, but not to different things."""
    words: dict[str, set[str]] = {}
    for edit in edits:
        words.setdefault(edit.path, set()).add(edit.new)
    lost += [Lost(one.clause, one.label or one.path, one.old, one.new, _TORN) for one in edits if len(words[one.path]) > 1]
    return [one for one in edits if len(words[one.path]) == 1]


def _unfit(facts: Facts, edit: FactEdit) -> str | None:
    if edit.path.startswith(f"{_LEAD}."):
        return _NO_UNIT
    if named := _NAME.fullmatch(edit.path):
        other = facts.member(edit.new)
        return _ANOTHER if other is not None and other.id != named["id"] else None
    try:
        field_of(edit.path)
    except (UserError, KeyError, ValueError):
        return _COMPUTED
    return None
