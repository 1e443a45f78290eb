"""The organisation chart as one native DrawingML group that can be edited in Word, and back.

Each organ is a text box, each line a connector. What cannot be seen stands in the shapes' names, which Word and
LibreOffice keep: the organ's id, where its function ends and its detail begins, the two ends of a line. A text edited in Word is
read as edited; a chart holding shapes that are not ours is not read, so that it is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from alliance_docs.drafting.draft import Chart, Edge, Node
from alliance_docs.word.chart_blocks import Point
from alliance_docs.word.chart_boxes import EMU_PER_POINT, LINE, PADDING, SECOND, SEPARATOR, second_line
from alliance_docs.word.chart_layout import Box, Layout, Line, layout

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_ORGAN, _LINE, _BAR = "机构", "连线", "｜"
"""Shape names: 机构｜id｜length of the function, 连线｜upper id｜lower id."""
_BLANK = re.compile("(【待填：[^】]*】)")
_GROUP_PROPERTIES = ("cNvPr", "cNvGrpSpPr", "grpSpPr", "extLst")
_LINE_WEIGHT = 9_525
_MARGIN = _LINE_WEIGHT
"""Free border around the group, so that the outermost lines are printed in full."""


def chart_xml(chart: Chart, *, drawing_id: int = 1, name_font: str = "黑体", text_font: str = "仿宋_GB2312") -> str:
    """Return one ``w:p`` that holds *chart*. *drawing_id*: the number of the drawing within its document.

    The paragraph declares the namespaces it uses. Raises :class:`UserError` as :func:`chart_layout.layout` does.
    """
    plan = layout(chart)
    shapes = "".join(_line(line, number) for number, line in enumerate(plan.lines, start=drawing_id + 1))
    first = drawing_id + 1 + len(plan.lines)
    shapes += "".join(
        _box(box, number, plan.font, name_font, text_font) for number, box in enumerate(plan.boxes, start=first)
    )
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    outline = _outline(chart)
    return (
        f'<w:p{names}><w:pPr><w:keepLines/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" '
        'w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wpg"><w:drawing>{_inline(plan, shapes, drawing_id, outline)}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:t>{escape(outline)}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _inline(plan: Layout, shapes: str, drawing_id: int, outline: str) -> str:
    width, height = plan.width + 2 * _MARGIN, plan.height + 2 * _MARGIN
    extent = f'cx="{width}" cy="{height}"'
    return (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{drawing_id}" name="组织架构图" descr={_quoted(outline)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_NAMESPACES["wpg"]}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/><a:chOff x="{-_MARGIN}" y="{-_MARGIN}"/><a:chExt {extent}/>'
        f"</a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline>"
    )


def _outline(chart: Chart) -> str:
    """Return the chart in words, for readers that cannot see it: 理事会→联盟办公室；理事会⇢技术专家委员会."""
    names = {node.id: node.name for node in chart.nodes}
    if not chart.edges:
        return "；".join(names.values())
    return "；".join(f"{names[e.upper]}{'→' if e.solid else '⇢'}{names[e.lower]}" for e in chart.edges)


def _escaped(key: str) -> str:
    return key.replace("%", "%25").replace(_BAR, quote(_BAR))


def _quoted(text: str) -> str:
    return quoteattr(text, {"\n": "&#10;", "\t": "&#9;"})


# --- boxes -------------------------------------------------------------------------------------------------------


def _box(box: Box, number: int, font: float, name_font: str, text_font: str) -> str:
    node = box.node
    paragraphs = _paragraph(node.name, font, name_font)
    name = [_ORGAN, _escaped(node.id)]
    if second := second_line(node):
        name.append(str(len(node.function)))
        paragraphs += _paragraph(second, font * SECOND, text_font)
    inset = round(PADDING * font * EMU_PER_POINT) // 2
    turned = ' vert="eaVert"' if box.vertical else ""
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={_quoted(_BAR.join(name))}/>'
        f'<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f'<a:ln w="{_LINE_WEIGHT}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:prstDash val="solid"/></a:ln>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr rot="0"{turned} wrap="square" lIns="{inset}" tIns="{inset}" rIns="{inset}" bIns="{inset}" '
        'anchor="ctr" anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _paragraph(text: str, points: float, font: str) -> str:
    """Return one centred line of a box; unknown facts (【待填：…】) are highlighted as everywhere."""
    size = max(1, round(points * 2))
    pitch = round(size / 2 * LINE * 20)
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    runs = ""
    for part in filter(None, _BLANK.split(text)):
        mark = '<w:highlight w:val="yellow"/>' if _BLANK.fullmatch(part) else ""
        look = f'<w:rPr>{fonts}<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{mark}</w:rPr>'
        words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in part.split("\n"))
        runs += f"<w:r>{look}{words}</w:r>"
    return (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{pitch}" w:lineRule="exact"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>{runs}</w:p>'
    )


# --- lines -------------------------------------------------------------------------------------------------------


def _line(line: Line, number: int) -> str:
    name = _BAR.join((_LINE, _escaped(line.edge.upper), _escaped(line.edge.lower)))
    shape, turn, (left, top, width, height), bend = _connector(line.points)
    adjusted = "" if bend is None else f'<a:gd name="adj1" fmla="val {bend}"/>'
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={_quoted(name)}/><wps:cNvCnPr/><wps:spPr><a:xfrm{turn}>'
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="{shape}"><a:avLst>{adjusted}</a:avLst></a:prstGeom><a:noFill/>'
        f'<a:ln w="{_LINE_WEIGHT}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:prstDash val="{"solid" if line.edge.solid else "dash"}"/><a:miter lim="800000"/></a:ln></wps:spPr>'
        "<wps:bodyPr/></wps:wsp>"
    )


def _connector(points: Sequence[Point]) -> tuple[str, str, tuple[int, int, int, int], int | None]:
    """Return shape, turn, frame and bend (in 1/100,000 of the way) of the native connector through *points*.

    Word's elbow connectors set out horizontally; one that sets out downwards is the same shape turned by a quarter,
    its frame being that of the unturned shape around the same centre.
    """
    (x1, y1), (x2, y2) = points[0], points[-1]
    across, down = abs(x2 - x1), abs(y2 - y1)
    upright = (min(x1, x2), min(y1, y2), across, down)
    if len(points) == 2:
        return "line", "", upright, None
    if points[0][1] == points[1][1]:
        turn = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        return "bentConnector3", turn, upright, abs(points[1][0] - x1) * 100_000 // across
    turn = ' rot="16200000" flipH="1"' if x2 > x1 else ' rot="5400000"'
    turned = ((x1 + x2 - down) // 2, (y1 + y2 - across) // 2, down, across)
    if len(points) == 3:
        return "bentConnector2", turn, turned, None
    return "bentConnector3", turn, turned, abs(points[1][1] - y1) * 100_000 // down


# --- reading -----------------------------------------------------------------------------------------------------


def read_chart(paragraph: Any) -> Chart | None:
    """Return the chart a ``w:p`` element holds, or None when it holds none of ours or shapes we did not write."""
    groups = paragraph.xpath(".//wpg:wgp[not(ancestor::mc:Fallback)]", namespaces=_NAMESPACES)
    if len(groups) != 1:
        return None
    shapes = [child for child in groups[0] if etree.QName(child).localname not in _GROUP_PROPERTIES]
    nodes: list[Node] = []
    edges: list[Edge] = []
    for shape, name in zip(shapes, _names(paragraph, shapes), strict=True):
        match [unquote(part) for part in name.split(_BAR)]:
            case [kind, upper, lower] if kind == _LINE:
                edges.append(Edge(upper, lower, _is_solid(shape)))
            case [kind, key, *lengths] if kind == _ORGAN:
                nodes.append(_node(shape, key, lengths))
            case _:
                return None
    known = {node.id for node in nodes}
    if not nodes or any(not {edge.upper, edge.lower} <= known for edge in edges):
        return None
    return Chart(tuple(nodes), tuple(edges))


def _names(paragraph: Any, shapes: list[Any]) -> list[str]:
    """Return the shapes' names; LibreOffice drops them in the group and keeps them in the VML fallback."""
    names = [str(name) for shape in shapes for name in shape.xpath("./wps:cNvPr/@name", namespaces=_NAMESPACES)]
    if len(names) == len(shapes):
        return names
    names = [str(name) for name in paragraph.xpath(".//mc:Fallback//v:group/*/@ID", namespaces=_NAMESPACES)]
    return names if len(names) == len(shapes) else [""] * len(shapes)


def _is_solid(shape: Any) -> bool:
    dashes = shape.xpath("./wps:spPr/a:ln/a:prstDash/@val | ./wps:spPr/a:ln/a:custDash", namespaces=_NAMESPACES)
    return not dashes or dashes[0] == "solid"


def _node(shape: Any, key: str, lengths: list[str]) -> Node:
    """Read the words as they now stand in the box; *lengths* tells how long the function was on the second line."""
    lines = [_text(p) for p in shape.xpath("./wps:txbx/w:txbxContent/w:p", namespaces=_NAMESPACES)]
    if not lengths or len(lines) < 2:
        return Node(key, "\n".join(lines))
    second, length = lines.pop(), int(lengths[0]) if lengths[0].isdecimal() else 0
    name = "\n".join(lines)
    if length == 0:
        return Node(key, name, "", second)
    if len(second) == length or second[length:].startswith(SEPARATOR):
        return Node(key, name, second[:length], second[length + len(SEPARATOR) :])
    function, _, detail = second.partition(SEPARATOR)
    return Node(key, name, function, detail)


def _text(paragraph: Any) -> str:
    parts = paragraph.xpath(".//w:t | .//w:br | .//w:tab", namespaces=_NAMESPACES)
    marks = {"br": "\n", "tab": "\t"}
    return "".join(marks.get(etree.QName(part).localname) or part.text or "" for part in parts)
