"""The layout of the organisation chart: on one page, nothing over anything else, lines from box to box."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.drafting.draft import Chart, Edge, Node
from alliance_docs.errors import UserError
from alliance_docs.word.chart_boxes import wrapped_lines
from alliance_docs.word.chart_layout import PAGE_HEIGHT, PAGE_WIDTH, Box, Layout, Line, layout

NAMES = st.text(
    st.sampled_from("甘肃省风电装备产业技术创新联盟成员大会理事工作组办公室ABC12（）"), min_size=2, max_size=24
)
SECONDS = st.sampled_from(["", "", "执行", "主任：张明", "甘肃陇原风电装备有限公司"])


@st.composite
def charts(draw: st.DrawFn, smallest: int = 3, largest: int = 25) -> Chart:
    size = draw(st.integers(smallest, largest))
    rich = size <= 12
    nodes = tuple(
        Node(f"n{i}", draw(NAMES), draw(SECONDS) if rich else "", draw(SECONDS) if rich else "") for i in range(size)
    )
    reach = draw(st.sampled_from([1, 3, 25]))  # 1 gives one long chain, 25 a bush
    dashed = draw(st.sampled_from([0, 2, 10]))
    edges = tuple(
        Edge(f"n{draw(st.integers(max(0, i - reach), i - 1))}", f"n{i}", draw(st.integers(1, 10)) > dashed)
        for i in range(1, size)
    )
    return Chart(nodes, edges)


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def on_border(box: Box, point: tuple[int, int]) -> bool:
    x, y = point
    inside = box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
    return inside and (x in (box.x, box.x + box.width) or y in (box.y, box.y + box.height))


def crosses(line: Line, box: Box) -> bool:
    for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
        left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        if left < box.x + box.width and right > box.x and top < box.y + box.height and bottom > box.y:
            return True
    return False


def assert_sound(chart: Chart, plan: Layout) -> None:
    assert plan.width <= PAGE_WIDTH
    assert plan.height <= PAGE_HEIGHT
    assert tuple(box.node for box in plan.boxes) == chart.nodes
    assert tuple(line.edge for line in plan.lines) == chart.edges
    at = {box.node.id: box for box in plan.boxes}
    for i, box in enumerate(plan.boxes):
        assert 0 <= box.x <= box.x + box.width <= plan.width
        assert 0 <= box.y <= box.y + box.height <= plan.height
        assert not any(overlap(box, other) for other in plan.boxes[:i])
    for line in plan.lines:
        assert on_border(at[line.edge.upper], line.points[0])
        assert on_border(at[line.edge.lower], line.points[-1])
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False))
        assert not any(crosses(line, box) for box in plan.boxes)


@settings(max_examples=12, deadline=None)
@given(charts())
def test_any_tree_of_3_to_25_organs_fits_one_page_without_overlap(chart: Chart) -> None:
    plan = layout(chart)
    assert_sound(chart, plan)


def test_the_same_chart_is_always_drawn_the_same() -> None:
    assert layout(star(9)) == layout(star(9))


def chain(size: int, solid: bool = True) -> Chart:
    nodes = tuple(Node(f"n{i}", f"甘肃省新能源装备产业技术创新第{i}工作组") for i in range(size))
    return Chart(nodes, tuple(Edge(f"n{i}", f"n{i + 1}", solid) for i in range(size - 1)))


def star(size: int, solid: bool = True) -> Chart:
    nodes = tuple(Node(f"n{i}", f"甘肃省新能源装备产业技术创新第{i}工作组") for i in range(size))
    return Chart(nodes, tuple(Edge("n0", f"n{i}", solid) for i in range(1, size)))


@pytest.mark.parametrize("solid", [True, False])
@pytest.mark.parametrize("shape", [chain, star])
def test_the_extreme_shapes_of_25_organs_fit_one_page(shape, solid: bool) -> None:  # type: ignore[no-untyped-def]
    chart = shape(25, solid)
    assert_sound(chart, layout(chart))


def test_organs_without_any_line_are_drawn_side_by_side_or_under_one_another() -> None:
    chart = Chart(star(25).nodes, ())
    assert_sound(chart, layout(chart))


GANSU = Chart(
    (
        Node("assembly", "成员大会"),
        Node("council", "理事会"),
        Node("experts", "技术专家委员会"),
        Node("office", "联盟办公室"),
        *(Node(f"g{i}", f"第{i}工作组") for i in (1, 2, 3)),
    ),
    (
        Edge("assembly", "council"),
        Edge("council", "experts", solid=False),
        Edge("council", "office"),
        *(Edge("office", f"g{i}") for i in (1, 2, 3)),
    ),
)


def test_a_led_organ_stands_below_and_an_advising_one_beside() -> None:
    at = {box.node.id: box for box in layout(GANSU).boxes}
    council, experts, office = at["council"], at["experts"], at["office"]
    assert office.y > council.y + council.height
    assert experts.x > council.x + council.width
    assert experts.y < council.y + council.height
    assert at["assembly"].x + at["assembly"].width // 2 == council.x + council.width // 2


def test_an_ordinary_chart_is_printed_in_a_large_font() -> None:
    assert layout(GANSU).font >= 12


def test_the_box_is_large_enough_for_its_text() -> None:
    plan = layout(chain(3))
    em = plan.font * 12_700
    for box in plan.boxes:
        assert wrapped_lines(box.node.name, box.width / em) * em < box.height


@pytest.mark.parametrize(
    ("nodes", "edges", "said"),
    [
        ("", "", "没有机构"),
        ("a b a", "", "出现了 2 次"),
        ("a b", "a-c", "id “c”不在机构之列"),
        ("a b", "x-b", "id “x”不在机构之列"),
        ("a b c", "a-c b-c", "两个上级机构"),
        ("a b c", "a-b b-c c-a", "循环"),
        ("a b", "b-b", "循环"),
    ],
)
def test_what_is_no_tree_is_refused_in_one_line(nodes: str, edges: str, said: str) -> None:
    chart = Chart(
        tuple(Node(key, key) for key in nodes.split()), tuple(Edge(*pair.split("-")) for pair in edges.split())
    )
    with pytest.raises(UserError, match=said) as caught:
        layout(chart)
    assert "\n" not in str(caught.value)
    assert "组织架构图" in str(caught.value)


def test_too_many_organs_for_a_page_are_refused_with_a_remedy() -> None:
    with pytest.raises(UserError, match="画不下"):
        layout(chain(70))
