"""The organisation chart as a tree: who stands under whom, and who stands beside whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from alliance_docs.drafting.draft import Chart, Edge, Node
from alliance_docs.errors import UserError, nearest

PLACE = "组织架构图"


@dataclass(frozen=True, eq=False)
class Branch:
    """An organ with the organs it leads (*below*) and those that advise or support it (*beside*).

    *edge* is the line to its upper organ, None for an organ that has none.
    """

    node: Node
    edge: Edge | None
    below: tuple[Branch, ...]
    beside: tuple[Branch, ...]

    @property
    def is_leaf(self) -> bool:
        """Whether no other organ hangs on this one."""
        return not self.below and not self.beside


def grow(chart: Chart) -> tuple[Branch, ...]:
    """Return the organs without an upper organ, each with all that hangs on it, in the chart's order.

    Raises :class:`UserError` when the chart is empty, an id is used twice, a line leads to an organ that does not
    exist, an organ has two upper organs, or organs stand above one another in a circle.
    """
    nodes = {node.id: node for node in chart.nodes}
    _check_nodes(chart, nodes)
    upper_edges: dict[str, Edge] = {}
    for edge in chart.edges:
        _check_edge(edge, nodes, upper_edges)
        upper_edges[edge.lower] = edge
    _check_circles(chart, upper_edges)

    def branch(node: Node) -> Branch:
        lower = [(edge, branch(nodes[edge.lower])) for edge in chart.edges if edge.upper == node.id]
        return Branch(
            node,
            upper_edges.get(node.id),
            below=tuple(child for edge, child in lower if edge.solid),
            beside=tuple(child for edge, child in lower if not edge.solid),
        )

    return tuple(branch(node) for node in chart.nodes if node.id not in upper_edges)


def _check_nodes(chart: Chart, nodes: dict[str, Node]) -> None:
    if not chart.nodes:
        raise UserError("没有机构，无法绘制", place=PLACE, remedy="请在 organs（机构）中至少填写一个机构")
    for key, times in Counter(node.id for node in chart.nodes).items():
        if times > 1:
            raise UserError(f"机构 id “{key}”出现了 {times} 次", place=PLACE, remedy="请让每个机构的 id 各不相同")


def _check_edge(edge: Edge, nodes: dict[str, Node], upper_edges: dict[str, Edge]) -> None:
    for end, key in (("上级", edge.upper), ("下级", edge.lower)):
        if key not in nodes:
            raise UserError(
                f"{end}机构 id “{key}”不在机构之列（连线 {edge.upper} → {edge.lower}）",
                place=PLACE,
                remedy=nearest(key, nodes) or f"现有：{'、'.join(nodes)}",
            )
    if edge.lower in upper_edges:
        raise UserError(
            f"“{nodes[edge.lower].name}”有两个上级机构：{nodes[upper_edges[edge.lower].upper].name}、{nodes[edge.upper].name}",
            place=PLACE,
            remedy="每个机构只保留一个上级机构（parent）",
        )


def _check_circles(chart: Chart, upper_edges: dict[str, Edge]) -> None:
    for node in chart.nodes:
        seen = [node.id]
        while (edge := upper_edges.get(seen[-1])) is not None:
            if edge.upper in seen:
                circle = " → ".join([*seen, edge.upper])
                raise UserError(
                    f"机构互为上级，形成循环：{circle}", place=PLACE, remedy="请改正其中一个机构的上级机构（parent）"
                )
            seen.append(edge.upper)
