"""Make templates/common/shell.docx: the styles, lists, page and footers every clause document is written into.

Run it again only to start from these values; the shell may also be restyled in Word, as long as the style names stay.
Measures follow GB/T 9704-2012: A4, type area 156 × 225 mm, 22 lines of 28 characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alliance_docs.word.package import CONTENT_TYPES, Package
from alliance_docs.word.styles import NAMES

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LATIN = "Times New Roman"
SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
CHAPTERS, ARTICLES, SECTIONS, SERIALS = 1, 2, 3, 4

# 22 lines of 29 pt are 0.2 pt more than 225 mm, 28 characters of 15.8 pt as much more than 156 mm: the lower and right
# margins give them that.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1468" w:bottom="1976" w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/>'
)
TEXT_WIDTH = 11906 - 1468 - 1588


@dataclass(frozen=True)
class Look:
    """A paragraph style: sizes in half points, spaces in twentieths of a point, indents in hundredths of a character."""

    font: str = FANG
    size: int = 32
    jc: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    before: int = 0
    after: int = 0
    line: int = 580
    rule: str = "exact"
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    bold: bool = False
    outline: int | None = None
    numbering: tuple[int, int] | None = None
    tab: int = 0
    fill: str = ""
    contextual: bool = False
    follow: str = ""


BODY = Look(first=200)
PARAGRAPHS: dict[str, Look] = {
    "AlBody": BODY,
    "AlPlain": Look(),
    "AlTitle": Look(SONG, 44, "center", line=700, before=120, after=290, keep_next=True, follow="AlBody"),
    "AlSubtitle": Look(KAI, 32, "center", after=290, follow="AlBody"),
    "AlCoverTitle": Look(SONG, 44, "center", line=800, before=2400, after=1200, follow="AlCoverLine"),
    "AlCoverLine": Look(FANG, 32, "center", line=700),
    "AlSubheading": Look(KAI, first=200, keep_next=True, before=120, follow="AlBody"),
    "AlParty": Look(jc="left"),
    "AlRecital": BODY,
    "AlTo": Look(jc="left", follow="AlBody"),
    "AlSignOff": Look(jc="right", right=200, before=580, keep_next=True, follow="AlDate"),
    "AlDate": Look(jc="right", right=400),
    "AlCenter": Look(jc="center"),
    "AlRight": Look(jc="right"),
    "AlNote": Look(KAI, 24, first=200, line=400),
    # the attachments go with the sign-off, which never stands alone on a page
    "AlAttachmentNote": Look(jc="left", left=575, hanging=375, before=580, contextual=True, keep_next=True, keep_lines=True),
    "AlAlternative": Look(KAI, first=200, keep_next=True, fill="FFF2CC", follow="AlBody"),
    "AlChapter": Look(
        HEI, 32, "center", before=290, after=290, keep_next=True, outline=0, numbering=(CHAPTERS, 0), follow="AlArticle"
    ),
    "AlArticle": Look(first=200, outline=1, numbering=(ARTICLES, 0), follow="AlBody"),
    "AlItem1": Look(first=200, numbering=(ARTICLES, 1)),
    "AlItem2": Look(first=200, numbering=(ARTICLES, 2)),
    "AlItem3": Look(first=200, numbering=(ARTICLES, 3)),
    "AlSection1": Look(HEI, first=200, keep_next=True, outline=0, numbering=(SECTIONS, 0), follow="AlBody"),
    "AlSection2": Look(KAI, first=200, keep_next=True, outline=1, numbering=(SECTIONS, 1), follow="AlBody"),
    "AlAnnex": Look(HEI, jc="left", new_page=True, keep_next=True, follow="AlAnnexTitle"),
    "AlAnnexTitle": Look(
        SONG, 44, "center", line=700, before=290, after=290, keep_next=True, outline=0, follow="AlBody"
    ),
    "AlPassageTitle": Look(HEI, jc="center", before=290, after=290, keep_next=True, outline=0, follow="AlBody"),
    "AlContentsTitle": Look(SONG, 44, "center", line=700, after=200, keep_next=True),
    "AlContents": Look(size=28, jc="left", tab=TEXT_WIDTH, line=500),
    "AlCell": Look(size=24, jc="left", before=40, after=40, line=260, rule="auto"),
    "AlHead": Look(HEI, 24, "center", before=40, after=40, line=260, rule="auto", keep_next=True),
    "AlLabel": Look(size=24, jc="center", before=40, after=40, line=260, rule="auto"),
    "AlSerial": Look(size=24, jc="center", before=40, after=40, line=260, rule="auto", numbering=(SERIALS, 0)),
    "AlSignFirst": Look(jc="left", before=720, line=640, keep_next=True, keep_lines=True, follow="AlSign"),
    "AlSign": Look(jc="left", line=640, keep_lines=True),
    "AlSpacer": Look(size=2, line=20),
}
CHARACTERS = {
    "AlRubric": f'<w:rFonts w:ascii="{HEI}" w:hAnsi="{HEI}" w:eastAsia="{HEI}"/>',
    "AlFact": "",
    "AlBlank": '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
    "AlChoice": '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
    "AlRef": "",
    "AlBox": '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>',
    "AlGap": f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}"/>',
}
MARGINS = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _characters(hundredths: int, size: int) -> int:
    """Hundredths of a character in twentieths of a point, at *size* half points."""
    return hundredths * size * 10 // 100


def _indent(look: Look) -> str:
    sides = []
    for name, value in (("left", look.left), ("right", look.right), ("firstLine", look.first), ("hanging", look.hanging)):
        if value or (name == "firstLine" and not look.hanging):
            chars = f' w:{name}Chars="{value}"' if name != "firstLine" or value else ' w:firstLineChars="0"'
            sides.append(f'{chars} w:{name}="{_characters(value, look.size)}"')
    return f"<w:ind{''.join(sides)}/>"


def _paragraph_style(style: str, look: Look) -> str:
    ppr = ""
    if look.keep_next:
        ppr += "<w:keepNext/>"
    if look.keep_lines:
        ppr += "<w:keepLines/>"
    if look.new_page:
        ppr += "<w:pageBreakBefore/>"
    if look.numbering:
        number, level = look.numbering
        ppr += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if look.fill:
        ppr += f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>'
    if look.tab:
        ppr += f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{look.tab}"/></w:tabs>'
    before, after = f' w:before="{look.before}"', f' w:after="{look.after}"'
    ppr += f'<w:spacing{before}{after} w:line="{look.line}" w:lineRule="{look.rule}"/>'
    ppr += _indent(look)
    if look.contextual:
        ppr += "<w:contextualSpacing/>"
    ppr += f'<w:jc w:val="{look.jc}"/>'
    if look.outline is not None:
        ppr += f'<w:outlineLvl w:val="{look.outline}"/>'
    latin = LATIN if look.font != HEI else HEI
    rpr = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{look.font}"/>'
    if look.bold:
        rpr += "<w:b/>"
    if look.size == 32 and look.jc == "both":
        # 28 characters of 3号 on a line of 156 mm
        rpr += '<w:spacing w:val="-4"/>'
    rpr += f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    follow = f'<w:next w:val="{look.follow}"/>' if look.follow else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style}"><w:name w:val="{NAMES[style]}"/>'
        f'<w:basedOn w:val="Normal"/>{follow}<w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>'
    )


def _styles() -> str:
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{FANG}" w:cs="{LATIN}"/>'
    xml = (
        f'{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        # Word's own default, said aloud: LibreOffice 7.4 takes the switch the wrong way round, and where 。 may hang outside
        # the type area it adds an empty line behind it
        '<w:pPr><w:widowControl w:val="0"/><w:overflowPunct/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
    )
    xml += "".join(_paragraph_style(style, look) for style, look in PARAGRAPHS.items())
    for style, rpr in CHARACTERS.items():
        look = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
        xml += (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{style}"><w:name w:val="{NAMES[style]}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/>{look}</w:style>'
        )
    for style in ("AlTable", "AlForm"):
        xml += (
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}"><w:name w:val="{NAMES[style]}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders>{MARGINS}</w:tblPr></w:style>'
        )
    return xml + "</w:styles>"


def _level(level: int, form: str, text: str, style: str, *, font: str = "", centred: bool = False) -> str:
    indent = '<w:ind w:left="0" w:firstLine="0"/>' if centred else '<w:ind w:left="0" w:firstLineChars="200" w:firstLine="640"/>'
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:hint="eastAsia"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr>{look}</w:lvl>'
    )


def _numbering() -> str:
    lists = {
        CHAPTERS: ("7A110001", [_level(0, "chineseCountingThousand", "第%1章", "AlChapter", centred=True)]),
        ARTICLES: (
            "7A110002",
            [
                _level(0, "chineseCountingThousand", "第%1条", "AlArticle", font=HEI),
                _level(1, "chineseCounting", "（%2）", "AlItem1"),
                _level(2, "decimal", "%3.", "AlItem2"),
                _level(3, "decimal", "（%4）", "AlItem3"),
            ],
        ),
        SECTIONS: (
            "7A110003",
            [
                _level(0, "chineseCounting", "%1、", "AlSection1"),
                _level(1, "chineseCounting", "（%2）", "AlSection2"),
            ],
        ),
        SERIALS: ("7A110004", [_level(0, "decimal", "%1", "AlSerial", centred=True)]),
    }
    xml = f"{HEAD}<w:numbering {W}>"
    for number, (nsid, levels) in lists.items():
        kind = "multilevel" if len(levels) > 1 else "singleLevel"
        xml += (
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{nsid}"/><w:multiLevelType w:val="{kind}"/>'
            f'<w:tmpl w:val="{nsid[:-1]}F"/>{"".join(levels)}</w:abstractNum>'
        )
    for number in lists:
        xml += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    return xml + "</w:numbering>"


def _footer(align: str) -> str:
    look = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:hint="eastAsia"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    run = "<w:r>" + look
    number = (
        f'{run}<w:t xml:space="preserve">— </w:t></w:r>{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{run}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run}<w:t>1</w:t></w:r>{run}<w:fldChar w:fldCharType="end"/></w:r>{run}<w:t xml:space="preserve"> —</w:t></w:r>'
    )
    indent = f'<w:ind w:{align}Chars="100" w:{align}="280"/>' if align else ""
    ppr = f'<w:pPr><w:spacing w:line="320" w:lineRule="exact"/>{indent}<w:jc w:val="{align or "center"}"/></w:pPr>'
    return f"{HEAD}<w:ftr {W} {R}><w:p>{ppr}{number if align else ''}</w:p></w:ftr>"


SETTINGS = (
    f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>'
    "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def _font_table() -> str:
    fonts = ((SONG, "宋体"), (FANG, "仿宋"), (KAI, "楷体"), (HEI, "SimHei"), ("宋体", "SimSun"))
    xml = f"{HEAD}<w:fonts {W}>"
    for name, other in fonts:
        xml += f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
    return xml + f'<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font></w:fonts>'


def _document() -> str:
    """Every paragraph style once, so that it can be seen and changed in Word; writing replaces the body."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{NAMES[style]}</w:t></w:r></w:p>' for style in PARAGRAPHS
    )
    feet = '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:footerReference w:type="first" r:id="rId6"/>'
    return f'{HEAD}<w:document {W} {R}><w:body>{body}<w:sectPr>{feet}{PAGE}<w:cols w:space="425"/></w:sectPr></w:body></w:document>'


def _relationships(targets: list[tuple[str, str]]) -> str:
    xml = f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    for number, (kind, target) in enumerate(targets, start=1):
        xml += f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return xml + "</Relationships>"


def build() -> bytes:
    """Return the shell."""
    parts = {
        "word/document.xml": (_document(), "document.main"),
        "word/styles.xml": (_styles(), "styles"),
        "word/numbering.xml": (_numbering(), "numbering"),
        "word/settings.xml": (SETTINGS, "settings"),
        "word/fontTable.xml": (_font_table(), "fontTable"),
        "word/footer1.xml": (_footer("right"), "footer"),
        "word/footer2.xml": (_footer("left"), "footer"),
        "word/footer3.xml": (_footer(""), "footer"),
    }
    types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    types += "".join(f'<Override PartName="/{name}" ContentType="{TYPE}.{kind}+xml"/>' for name, (_, kind) in parts.items())
    links = [
        ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"),
        ("footer", "footer1.xml"), ("footer", "footer2.xml"), ("footer", "footer3.xml"), ("fontTable", "fontTable.xml"),
    ]  # fmt: skip
    everything = {
        CONTENT_TYPES: types + "</Types>",
        "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relationships(links),
    } | {name: xml for name, (xml, _) in parts.items()}
    return Package({name: xml.encode("utf-8") for name, xml in everything.items()}).to_bytes()


if __name__ == "__main__":
    target = Path(__file__).resolve().parents[1] / "templates" / "common" / "shell.docx"
    target.write_bytes(build())
    print(target)
