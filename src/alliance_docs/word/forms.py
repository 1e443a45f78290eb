"""Forms: .docx templates that staff restyle in Word, filled with the facts (design decisions 1, 2, 4, 5, 6).

Tags are docxtpl's; names, filters and the sandbox are those of the clause texts. An unknown fact prints as a
highlighted 【待填：…】. Parts without tags are carried over byte for byte.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jinja2 import Environment, Template
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from lxml import etree

from alliance_docs.cache import remembered
from alliance_docs.drafting.tokens import Tokens, current
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.view import NoSuchFact, Undecided
from alliance_docs.jurisdictions.names import Known
from alliance_docs.word.form_identity import NOBODY, Whose, renewed_identity
from alliance_docs.word.form_source import FormSource, compile_form, form_errors, form_source, form_template
from alliance_docs.word.form_tokens import STYLES, restore
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.shell import common_shell
from alliance_docs.word.styles import NAMES
from alliance_docs.word.writer import Meta

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PARTS = {
    r"word/document\d*\.xml": "正文",
    r"word/header\d*\.xml": "页眉",
    r"word/footer\d*\.xml": "页脚",
    r"word/(footnotes|endnotes)\.xml": "注释",
    r"docProps/core\.xml": "文件属性",
}
"""The parts that may hold tags, and what a reader calls them."""
_PRIVATE = re.compile(rb"\xee[\x80-\xbf].|\xef[\x80-\xa3].", re.DOTALL)
"""Private-use characters in UTF-8: our own tokens are such."""
NOTHING = Meta()


def render_form(
    template: bytes,
    environment: Environment,
    context: Mapping[str, Any],
    *,
    known: Known,
    place: str,
    meta: Meta = NOTHING,
    whose: Whose = NOBODY,
) -> bytes:
    """Fill a form and return the .docx; equal input gives equal bytes.

    *environment* is the sandbox of ``drafting.environment``, *context* the names of a render (facts seen through
    views, vocabularies), *known* every name there is, *place* the file's name for messages, *meta* what the file says of
    itself beside its text. A template made by the writer keeps its identity: the form is read back clause by clause; another is given
    one, when *whose* it is is told, so that its facts are known again. Raises UserError: not a .docx, broken tags, a name that does not
    exist, a decision on an unknown fact.
    """
    package = open_package(template)

    def checked() -> dict[str, tuple[FormSource, bytes]]:
        sources = {name: form_source(root, part) for name, root, part in _tagged(package, place)}
        errors = [error for source in sources.values() for error in form_errors(source, environment, known)]
        if errors:
            raise UserErrors(errors)
        return {name: (source, compile_form(source, environment)) for name, source in sources.items()}

    parts = dict(package.parts)
    tokens = Tokens()
    styles = _with_styles(parts, package)
    for name, (source, code) in remembered(f"form {place}", known.fingerprint + template, checked).items():
        rendered = _rendered(form_template(code, environment), source, context, tokens)
        _repair(rendered)
        restored = restore(rendered, tokens, styles, source.place)
        if name == package.document_name():
            parts |= renewed_identity(package, rendered, restored, meta, whose)
        parts[name] = etree.tostring(rendered, encoding="UTF-8", xml_declaration=True, standalone=True)
    return Package(replace(common_shell(), parts=parts).with_fonts(meta.fonts).parts).to_bytes()


def lint_form(template: bytes, environment: Environment, known: Known, *, place: str) -> list[UserError]:
    """Return every mistake in a form's tags, without filling it."""
    errors: list[UserError] = []
    try:
        for _, root, part in _tagged(open_package(template), place):
            errors += form_errors(form_source(root, part), environment, known)
    except UserError as error:
        errors.append(error)
    return errors


def _tagged(package: Package, place: str) -> list[tuple[str, Any, str]]:
    """Return the parts that may hold tags: name, root, and what to call them in messages."""
    found = []
    for name, data in package.parts.items():
        called = next((called for pattern, called in PARTS.items() if re.fullmatch(pattern, name)), None)
        if called and (b"{" in data or _PRIVATE.search(data)):
            found.append((name, package.xml(name), f"{place} {called}"))
    return found


def _rendered(template: Template, source: FormSource, context: Mapping[str, Any], tokens: Tokens) -> Any:
    before = current.set(tokens)
    try:
        xml = template.render(context)
    except Undecided as asked:
        raise UserError(
            f"表单不能根据尚未确定的“{asked.label}”作判断",
            place=_place(asked, template, source),
            remedy="填写该项；或者在表单中直接打印它，用 is known 判断是否已知",
        ) from asked
    except (NoSuchFact, UndefinedError) as error:
        message = error.message or "" if isinstance(error, UndefinedError) else str(error)
        raise UserError(
            f"没有这个名称：{message}", place=_place(error, template, source), remedy="可用的名称见 docs/clause-text.md"
        ) from error
    except (SecurityError, TemplateRuntimeError, TypeError, ValueError) as error:
        raise UserError(
            str(error), place=_place(error, template, source), remedy="可用的写法见 docs/clause-text.md"
        ) from error
    finally:
        current.reset(before)
    try:
        return etree.fromstring(xml.replace("\n<w:p", "<w:p"), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise UserError(
            "循环或者条件的开始和结束标记跨越了表格行或者单元格，生成的文档不完整",
            place=source.place,
            remedy="重复表格行用 {%tr for … %}，重复段落用 {%p for … %}，开始和结束标记放在同一层",
        ) from error


def _place(error: BaseException, template: Template, source: FormSource) -> str:
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is template:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        elif trace.tb_frame.f_code.co_filename == source.place:
            line = trace.tb_lineno  # Jinja has rewritten the trace already
        trace = trace.tb_next
    return source.place_of(line)


# --- what repeating rows leaves behind ---------------------------------------------------------------------------


def _repair(root: Any) -> None:
    """Make the part valid again: no cell without a paragraph, no identity given twice."""
    for cell in root.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            etree.SubElement(cell, f"{W}p")
    _repair_bookmarks(root)
    for count, properties in enumerate(root.iter(f"{_WP}docPr"), start=1):
        properties.set("id", str(count))
    for element in root.iter(f"{W}p", f"{W}tr"):
        for mark in ("paraId", "textId"):
            element.attrib.pop(f"{_W14}{mark}", None)


def _repair_bookmarks(root: Any) -> None:
    """Keep the first of bookmarks of one name, and number them anew."""
    names: set[str] = set()
    open_ids: dict[str, str | None] = {}
    for element in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        old = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart":
            name = element.get(f"{W}name", "")
            open_ids[old] = None if name in names else str(len(names))
            names.add(name)
            new = open_ids[old]
        else:
            new = open_ids.pop(old, None)
        if new is None:
            element.getparent().remove(element)
        else:
            element.set(f"{W}id", new)


# --- styles --------------------------------------------------------------------------------------------------------


def _with_styles(parts: dict[str, bytes], package: Package) -> dict[str, str]:
    """Return our character styles' ids in the form, found by name; those it lacks are added from the common shell."""
    name = "word/styles.xml"
    if name not in parts:
        raise UserError("表单没有样式部分", remedy="请用 Word 或 WPS 打开后另存为 .docx 再试")
    root = package.xml(name)
    present = {
        node.get(f"{W}val"): style for style in root.iter(f"{W}style") if (node := style.find(f"{W}name")) is not None
    }
    ids: dict[str, str] = {}
    added = False
    for style in STYLES.values():
        label = NAMES[style]
        if label not in present:
            root.append(_shell_style(label))
            added = True
        ids[style] = present[label].get(f"{W}styleId") if label in present else style
    if added:
        parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return ids


def _shell_style(label: str) -> Any:
    styles = Package(common_shell().parts).xml("word/styles.xml")
    for style in styles.iter(f"{W}style"):
        node = style.find(f"{W}name")
        if node is not None and node.get(f"{W}val") == label:
            return copy.deepcopy(style)
    raise LookupError(label)
