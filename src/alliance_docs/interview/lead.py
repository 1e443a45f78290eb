"""The lead unit is a member with a role: naming it makes a member, or hands the role over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import walk
from alliance_docs.facts.text import normal_name
from alliance_docs.facts.tree import as_tree, free_id

LEAD_ROLE, MEMBER_ROLE = "牵头单位", "成员单位"


def set_lead(facts: Facts, name: str, fill: Sequence[tuple[str, str]] = ()) -> Iterator[tuple[str, object]]:
    """Yield the assignments (path, value) that make *name* the lead unit.

    A member of that name takes the role over; an unknown name renames the present lead unit (a correction), or makes
    the first member.
    """
    lead, named = facts.lead, facts.member(name)
    if named is not None:
        if lead is not None and lead.id != named.id:
            yield f"members[{lead.id}].role", MEMBER_ROLE
        yield f"members[{named.id}].role", LEAD_ROLE
    elif lead is not None:
        yield f"members[{lead.id}].name", name
    else:
        key = free_id({"members": [as_tree(member) for member in facts.members or ()]}, ("members", 0))
        yield f"members[{key}]", {"name": name, **dict(fill), "role": LEAD_ROLE}


def named_at(facts: Facts, member_id: str) -> tuple[str, ...]:
    """Return the labels of all facts that name the member: bearer, host, tasks, seats."""
    member = facts.member(member_id)
    names = {member_id, normal_name(member.name) if member and member.name else member_id}
    found = [
        field.label
        for path, field, value in walk(facts)
        if field.kind == "member" and isinstance(value, str) and (value in names or normal_name(value) in names)
        and not path.startswith(f"members[{member_id}]")
    ]
    return tuple(dict.fromkeys(found))
