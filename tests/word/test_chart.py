"""The organisation chart in Word: what is written is read back, also after an edit or another office suite."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from alliance_docs.drafting.draft import Chart, Edge, Node
from alliance_docs.word.chart import chart_xml, read_chart

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "urn:schemas-microsoft-com:vml"

CHART = Chart(
    (
        Node("assembly", "成员大会", "决策", "全体成员单位"),
        Node("council", "理事会", "决策"),
        Node("experts", "技术专家委员会", "", "主任：李·明 · 教授"),
        Node("office", "联盟办公室"),
    ),
    (Edge("assembly", "council"), Edge("council", "experts", solid=False), Edge("council", "office")),
)


def written(chart: Chart) -> etree._Element:
    return etree.fromstring(chart_xml(chart))


def texts(p: etree._Element, words: str) -> list[etree._Element]:
    return [t for t in p.iter(f"{W}t") if t.text == words]


LETTERS = st.text(
    st.characters(exclude_categories=("C",)) | st.sampled_from("·｜% &<>\"'🚀\n"), min_size=1, max_size=12
)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_written_is_read_back_whatever_the_words(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 6))
    ids = data.draw(st.lists(LETTERS, min_size=size, max_size=size, unique=True))
    optional = st.just("") | LETTERS.filter(lambda text: "\n" not in text)
    nodes = tuple(Node(key, data.draw(LETTERS), data.draw(optional), data.draw(optional)) for key in ids)
    edges = tuple(Edge(ids[data.draw(st.integers(0, i - 1))], ids[i], data.draw(st.booleans())) for i in range(1, size))
    chart = Chart(nodes, edges)
    assert read_chart(written(chart)) == chart


def test_it_is_one_inline_group_of_text_boxes_and_connectors() -> None:
    p = written(CHART)
    assert p.tag == f"{W}p"
    (group,) = p.iter(f"{WPG}wgp")
    boxes = [s for s in group.iter(f"{WPS}wsp") if s.find(f"{WPS}txbx") is not None]
    lines = [s for s in group.iter(f"{WPS}wsp") if s.find(f"{WPS}cNvCnPr") is not None]
    assert (len(boxes), len(lines)) == (4, 3)
    assert [line.find(f".//{A}prstDash").get("val") for line in lines] == ["solid", "dash", "solid"]
    assert all("onnector" in g.get("prst") or g.get("prst") == "line" for s in lines for g in s.iter(f"{A}prstGeom"))


def test_shape_ids_differ_and_begin_where_they_are_told_to() -> None:
    p = etree.fromstring(chart_xml(CHART, drawing_id=40))
    numbers = [int(e.get("id")) for e in p.iter() if isinstance(e.tag, str) and e.tag.endswith(("docPr", "}cNvPr"))]
    assert sorted(numbers) == list(range(40, 40 + 1 + 7))


def test_an_organ_renamed_in_word_is_read_under_its_new_name() -> None:
    p = written(CHART)
    texts(p, "理事会")[0].text = "常务理事会"
    texts(p, "决策 · 全体成员单位")[0].text = "最高决策 · 各成员单位代表"
    chart = read_chart(p)
    assert chart is not None
    assert chart.nodes[1] == Node("council", "常务理事会", "决策")
    assert chart.nodes[0] == Node("assembly", "成员大会", "最高决策", "各成员单位代表")
    assert chart.edges == CHART.edges


def test_a_line_made_solid_in_word_is_read_as_solid() -> None:
    p = written(CHART)
    for dash in p.iter(f"{A}prstDash"):
        dash.set("val", "solid")
    chart = read_chart(p)
    assert chart is not None
    assert all(edge.solid for edge in chart.edges)


def test_a_chart_with_a_foreign_shape_is_left_alone() -> None:
    p = written(CHART)
    (group,) = p.iter(f"{WPG}wgp")
    stranger = etree.fromstring(etree.tostring(group[-1]))
    stranger.find(f"{WPS}cNvPr").set("name", "矩形 12")
    group.append(stranger)
    assert read_chart(p) is None


def test_a_line_without_its_organ_is_left_alone() -> None:
    p = written(CHART)
    (group,) = p.iter(f"{WPG}wgp")
    group.remove(group[-1])
    assert read_chart(p) is None


def test_a_paragraph_without_a_chart_holds_none() -> None:
    assert read_chart(etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>正文</w:t></w:r></w:p>')) is None


def test_it_is_read_when_the_names_survive_in_the_fallback_only() -> None:
    """LibreOffice drops the names in the group and keeps them, as ID, in the VML it writes beside it."""
    p = written(CHART)
    (fallback,) = p.iter(f"{MC}Fallback")
    group = etree.SubElement(etree.SubElement(fallback, f"{W}pict"), f"{{{V}}}group")
    for properties in list(p.iter(f"{WPS}cNvPr")):
        etree.SubElement(group, f"{{{V}}}rect", ID=properties.get("name"))
        properties.getparent().remove(properties)
    assert read_chart(p) == CHART


def test_the_chart_can_be_read_aloud() -> None:
    (properties,) = (e for e in written(CHART).iter() if isinstance(e.tag, str) and e.tag.endswith("docPr"))
    assert properties.get("descr") == "成员大会→理事会；理事会⇢技术专家委员会；理事会→联盟办公室"
