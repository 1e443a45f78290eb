"""Facts that tell what was: a unit that has left may stay named where they say who took part while it was a member."""

from __future__ import annotations

from alliance_docs.facts.change_problems import BEFORE_SIGNING
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.members import Member
from alliance_docs.facts.paths import read_path, write_path

_FOUNDING = ("formation.", "meetings.")
_YEARLY = "periods["
_TASK = "tasks["
_PLAN = "annual_plan."


def names_rightly(facts: Facts, path: str, member: Member) -> bool:
    """Tell whether the fact at *path* may name *member* although it has left: it tells of a time before.

    That needs a recorded leaving; a unit that withdrew before signing was never part of the founding.
    """
    gone = [one for one in facts.changes or () if one.kind == "change" and one.member == member.id and one.on == member.withdrawn]
    if member.withdrawn is None or not gone or any(one.type == BEFORE_SIGNING for one in gone):
        return False
    if path.startswith(_FOUNDING):
        return True
    if path.startswith(_YEARLY):
        year = lookup(facts, f"{write_path(read_path(path)[:2])}.year")
        return isinstance(year, int) and year <= member.withdrawn.year
    if path.startswith(_TASK):
        task = lookup(facts, write_path(read_path(path)[:2]))
        end = getattr(task, "end", None)
        return end is not None and end < member.withdrawn
    if path.startswith(_PLAN):
        plan = facts.annual_plan
        return plan is not None and plan.year is not None and plan.year < member.withdrawn.year
    return False
