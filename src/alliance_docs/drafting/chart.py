"""The organisation chart's data, drawn from the organs in the facts."""

from __future__ import annotations

from alliance_docs.drafting.draft import Chart, Edge, Node
from alliance_docs.facts.facts import Facts


def chart_of(facts: Facts) -> Chart:
    """Return boxes and lines of the organs; a leading line is solid, advice, support and supervision are dashed.

    An organ whose parent is unknown stands alone; an unknown name shows as a blank.
    """
    organs = facts.organs or ()
    known = {organ.id for organ in organs}
    nodes = tuple(
        Node(organ.id, organ.name or "【待填：机构名称】", organ.function or "", _host(facts, organ.host)) for organ in organs
    )
    edges = tuple(
        Edge(organ.parent, organ.id, organ.relation in (None, "领导"))
        for organ in organs
        if organ.parent is not None and organ.parent in known
    )
    return Chart(nodes, edges)


def _host(facts: Facts, ref: str | None) -> str:
    member = facts.member(ref)
    return (member.name or "") if member else ""
