"""Tags against what is allowed: pairs, constructs, filters, names; all of them told though some cannot be read at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError

from alliance_docs.drafting.linting.scan import Scan, Tag
from alliance_docs.drafting.linting.spot import Spot
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.shape import Shape
from alliance_docs.jurisdictions.names import ANY, LOOP, Known, check_names
from alliance_docs.jurisdictions.sandbox import inspect

_PAIRS = {"if": "endif", "for": "endfor", "block": "endblock"}
_ENDS = {end: word for word, end in _PAIRS.items()}
_BETWEEN = {"elif": ("if",), "else": ("if", "for")}
WORDS = (*_PAIRS, *_ENDS, *_BETWEEN, "extends")
_REFUSED = ("set", "macro", "endmacro", "include", "import", "from", "filter", "endfilter", "call", "endcall", "with", "endwith", "raw", "endraw", "do")
_OF_FORMS = ("vm", "hm", "colspan", "cellbg")
"""Tags of Word forms that docxtpl resolves before anything is read."""
_FOR = re.compile(r"(\w+)\s+in\s+(.+?)\s*(?:\bif\b.*)?$", re.DOTALL)


def tag_spots(found: Scan, environment: Environment, known: Known, *, pairs: bool = True) -> Iterator[Spot]:
    """Yield what is wrong with the tags of a text: as tags, in pairs (unless not asked for), and inside.

    The whole is read at once where it can be, so that loop variables are known by what they go through; else tag by tag.
    """
    yield from found.spots
    torn = list(_pairs(found)) if pairs else []
    yield from torn
    if not found.spots and not torn:
        try:
            tree = environment.parse(found.text)
        except (TemplateSyntaxError, RecursionError):
            tree = None
        if tree is not None:
            yield from map(_spot, (*inspect(tree, ""), *check_names(tree, known, "")))
            return
    yield from _one_by_one(found, environment, known)


def _spot(error: UserError) -> Spot:
    return Spot(int(error.place.rpartition(":")[2] or 1), error.message, error.remedy)


def _pairs(found: Scan) -> Iterator[Spot]:
    """Yield an error for each if, for and block that is not closed, and each end that closes nothing."""
    open_: list[Tag] = []
    for tag in found.tags:
        word = tag.word
        if tag.kind != "{%" or word in ("extends", *_OF_FORMS, *_REFUSED):
            continue
        if word == "block":  # a clause begins: whatever is open was forgotten
            yield from _forgotten(open_)
            open_ = [tag]
        elif word in _PAIRS:
            open_.append(tag)
        elif word in _BETWEEN:
            if not open_ or open_[-1].word not in _BETWEEN[word]:
                yield Spot(tag.line, f"{{% {word} %}} 不在 {{% if %}} 之中", "补上它前面的 {% if … %}，或者删去")
        elif word in _ENDS:
            yield from _closed(tag, open_)
        else:
            yield Spot(tag.line, f"没有“{word or tag}”这种标记", nearest(word, WORDS) or f"可用的有：{'、'.join(WORDS)}")
    yield from _forgotten(open_)


def _closed(tag: Tag, open_: list[Tag]) -> Iterator[Spot]:
    wanted = _ENDS[tag.word]
    if all(one.word != wanted for one in open_):
        yield Spot(tag.line, f"{{% {tag.word} %}} 前面没有与它成对的 {{% {wanted} … %}}", "删去它，或者补上开始标记")
        return
    while open_[-1].word != wanted:
        yield from _forgotten([open_.pop()])
    open_.pop()


def _forgotten(open_: list[Tag]) -> Iterator[Spot]:
    for tag in open_:
        yield Spot(tag.line, f"标记 {tag} 没有结束（缺少 {{% {_PAIRS[tag.word]} %}}）", f"在该结束的地方写 {{% {_PAIRS[tag.word]} %}}")


def _one_by_one(found: Scan, environment: Environment, known: Known) -> Iterator[Spot]:
    names = _with_targets(found, known)
    for tag in found.tags:
        if not tag.sound or tag.kind == "{#":
            continue
        source = _alone(tag)
        if not source:
            if tag.word in _REFUSED:
                yield Spot(tag.line, f"这里不能使用 {tag.word}", "可用的写法见 docs/clause-text.md")
            continue
        try:
            tree = environment.parse(source)
        except TemplateSyntaxError as error:
            yield Spot(tag.line, f"标记 {tag} 写法有误{_reason(error)}", "可用的写法见 docs/clause-text.md")
            continue
        except RecursionError:
            yield Spot(tag.line, f"标记 {tag} 括号嵌套过深", "减少嵌套层数")
            continue
        for found_error in (*inspect(tree, ""), *check_names(tree, names, "")):
            yield Spot(tag.line, found_error.message, found_error.remedy)


def _alone(tag: Tag) -> str:
    """The tag as a template of its own; '' for one that says nothing by itself."""
    if tag.kind == "{{":
        return "{{" + tag.inside + "}}"
    match tag.word:
        case "if" | "elif":
            return "{% if " + tag.rest + " %}{% endif %}"
        case "for":
            return "{% for " + tag.rest + " %}{% endfor %}"
    return ""


def _with_targets(found: Scan, known: Known) -> Known:
    """Every loop variable of the text is a name; what it goes through is not looked at here."""
    targets = {made[1]: ANY for tag in found.tags if tag.word == "for" and (made := _FOR.match(tag.rest))}
    shapes: dict[str, Shape] = {**targets, **known.shapes, "loop": LOOP}
    return Known(shapes, known.words)


_REASONS = (
    (re.compile(r"unexpected char '(.+?)'"), "：不认识的符号“{}”"),
    (re.compile(r"unexpected '(.+?)'"), "：多余的“{}”"),
    (re.compile(r"expected token 'end of \w+ (?:block|statement)', got '(.+?)'"), "：“{}”处应已结束"),
    (re.compile(r"expected token '.+?', got '(.+?)'"), "：“{}”处不对"),
    (re.compile(r"[Nn]o filter named '(.+?)'"), "：没有过滤器“{}”"),
    (re.compile(r"[Nn]o test named '(.+?)'"), "：没有判断“{}”"),
    (re.compile(r"Expected an expression"), "：缺少内容"),
)


def _reason(error: TemplateSyntaxError) -> str:
    for pattern, said in _REASONS:
        if made := pattern.search(error.message or ""):
            return said.format(*made.groups())
    return ""

