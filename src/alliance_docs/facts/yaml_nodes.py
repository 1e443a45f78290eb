"""YAML text as nodes with their places: what a person wrote, before any meaning is given to it.

Plain scalars stay the text they are: ``0931-8410001``, ``是``, ``007``, ``1_000`` and ``on`` keep every character and are
read by the kind of the field they stand in. So YAML's own guesses about types can spoil nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from alliance_docs.errors import UserError
from alliance_docs.facts.text import LAWYER
from alliance_docs.facts.tree import Fault, Loc

LARGEST_FILE = 20_000_000
"""Characters; a dossier of a thousand members has about two million."""

_EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass
class Source:
    """What was read: the *tree*, the node at each place, the places marked 交律师定, and the faults of form."""

    text: str
    root: Node | None
    tree: dict[str, Any] = field(default_factory=dict)
    nodes: dict[Loc, Node] = field(default_factory=dict)
    keys: dict[Loc, Node] = field(default_factory=dict)
    deferred: list[Loc] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def line(self, loc: Loc) -> int:
        """Return the line (from 1) of a place, or of the nearest place above it."""
        while loc:
            node = self.keys.get(loc) or self.nodes.get(loc)
            if node is not None:
                return int(node.start_mark.line) + 1
            loc = loc[:-1]
        return 1


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, with or without byte order mark. Raises UserError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            kind = "像是 UTF-16（Unicode）"
        else:
            kind = "像是 GBK（ANSI）" if _is_gbk(data) else "含无法识别的字节"
        raise UserError(f"不是 UTF-8 编码的文字文件，{kind}", place=f"{name}:{line}", remedy="用记事本打开，另存为时编码选 UTF-8") from None


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in data


def composed(text: str, name: str) -> Node | None:
    """Return the root node of YAML *text*, or None when it is empty. Raises UserError with the line."""
    if len(text) > LARGEST_FILE:
        raise UserError("文件过大，不像是联盟事实文件", place=name)
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        char = text[error.position : error.position + 1]
        raise UserError(f"含控制字符 U+{ord(char or chr(0)):04X}", place=f"{name}:{line}", remedy="删去该字符") from None
    except MarkedYAMLError as error:
        raise _explained(error, text, name) from None
    except RecursionError:
        raise UserError("嵌套层数过多", place=name, remedy="联盟事实最多嵌套六层，请对照字段说明整理") from None
    except (YAMLError, ValueError) as error:
        raise UserError(f"YAML 格式有误（{str(error).splitlines()[0]}）", place=name) from None
    return node


_CAUSES = (
    (r"'\\t'", "用了制表符缩进", "改用空格缩进，每层两个空格"),
    (r"undefined alias|anchor|alias", "值以 & 或者 * 开头", "给整个值加上双引号"),
    (r"\btag\b", "值以 ! 开头，成了 YAML 标签", "给整个值加上双引号"),
    (r"cannot start any token", "值以特殊符号（@、%、` 等）开头", "给整个值加上双引号"),
    (r"mapping values are not allowed|could not find expected ':'|simple key", "冒号或者缩进有误", "冒号用半角并后跟一个空格，同一层的字段左边对齐；值中含半角冒号加空格的，给整个值加上双引号"),
    (r"quoted scalar|unknown escape", "引号不成对，或者双引号内有反斜杠", "补全引号；文字中的反斜杠写两个"),
    (r"sequence entries are not allowed", "“- ”的位置有误", "列表的各项另起一行，以“- ”开头"),
    (r"flow (sequence|mapping)", "括号 [ ] 或者 { } 不成对", "补全括号，或者给整个值加上双引号"),
    (r"another document", "出现了第二个文档分隔线 ---", "删去多余的 ---"),
    (r"block (mapping|sequence|collection|end)|expected <block", "缩进有误", "同一层的字段左边对齐，列表的各项以“- ”开头"),
)


def _explained(error: MarkedYAMLError, text: str, name: str) -> UserError:
    mark = error.problem_mark or error.context_mark
    number = (mark.line if mark else 0) + 1
    rows = text.splitlines() or [""]
    if number > len(rows):
        number = len(rows)
    said = f"{error.problem or ''} {error.context or ''}"
    if "quoted scalar" in said or "flow " in said:
        number = min(error.context_mark.line + 1 if error.context_mark else number, len(rows))
    cause, remedy = next(
        ((cause, remedy) for pattern, cause, remedy in _CAUSES if re.search(pattern, said)), ("格式有误", "检查该行和上一行的缩进、冒号和引号")
    )
    for candidate in (number, number - 1):
        row = rows[candidate - 1] if 0 < candidate <= len(rows) else ""
        if re.match(r"\s*(- )?[A-Za-z_]+(：|:(?=\S))", row) and "://" not in row:
            number, cause, remedy = candidate, "冒号应为半角并后跟一个空格", f"写作 {re.split('[：:]', row, maxsplit=1)[0].strip()}: 值"
            break
    snippet = rows[number - 1].strip()
    return UserError(f"{cause}：{snippet[:40]}", place=f"{name}:{number}", remedy=remedy)


def read_source(text: str, name: str) -> Source:
    """Read YAML text into a :class:`Source`. Raises UserError when the text is not YAML or its root is not a mapping."""
    root = composed(text, name)
    source = Source(text, root)
    if root is None or (isinstance(root, ScalarNode) and root.style is None and root.value in _EMPTY):
        source.root = None
        return source
    if not isinstance(root, MappingNode):
        raise UserError("开头应为“字段: 值”", place=f"{name}:{root.start_mark.line + 1}", remedy="写法例如 alliance: 换行后缩进写 name: 联盟全称")
    try:
        source.tree = _mapping(source, root, ())
    except RecursionError:
        raise UserError("嵌套层数过多", place=name, remedy="联盟事实最多嵌套六层，请对照字段说明整理") from None
    return source


def _value(source: Source, node: Node, loc: Loc) -> Any:
    source.nodes[loc] = node
    if node.anchor is not None:
        _fault(source, loc, "不支持 YAML 的锚点和别名（&、*）", "各处分别写明；文字以 & 或者 * 开头的加双引号")
        return None
    if str(node.tag).startswith("!") or "python" in str(node.tag):
        _fault(source, loc, "不支持 YAML 标签（!）", "文字以 ! 开头的，给整个值加上双引号")
        return None
    if isinstance(node, MappingNode):
        return _mapping(source, node, loc)
    if isinstance(node, SequenceNode):
        return list(_items(source, node, loc))
    if not isinstance(node, ScalarNode):
        return None
    if node.style is None and node.value in _EMPTY:
        return None
    if node.value.strip() == LAWYER:
        if isinstance(loc[-1], int) or loc[-1] == "id":
            _fault(source, loc, f"此处不能写“{LAWYER}”", "写在字段名之后，或者列入 deferred")
        else:
            source.deferred.append(loc)
        return None
    return str(node.value)


def _mapping(source: Source, node: MappingNode, loc: Loc) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else None
        if name is None or name == "<<" or key.anchor is not None:
            source.keys[(*loc, "?")] = key
            _fault(source, (*loc, "?"), "字段名有误：不支持合并键、锚点和复合键", "字段名只写一个词")
            continue
        place = (*loc, name)
        if name in found:
            first = source.line(place)
            second = key.start_mark.line + 1
            fault = Fault((*loc, f"{name}\0"), "", f"字段“{name}”写了两次（第 {first} 行、第 {second} 行）", "合并为一处")
            source.keys[(*loc, f"{name}\0")] = key
            source.faults.append(fault)
            continue
        source.keys[place] = key
        found[name] = _value(source, value, place)
    return found


def _items(source: Source, node: SequenceNode, loc: Loc) -> Iterator[Any]:
    index = 0
    for item in node.value:
        if isinstance(item, ScalarNode) and item.style is None and item.value in _EMPTY and item.anchor is None:
            continue  # a lone dash says nothing
        value = _value(source, item, (*loc, index))
        if value is not None:
            yield value
            index += 1


def _fault(source: Source, loc: Loc, message: str, remedy: str) -> None:
    source.faults.append(Fault(loc, "", message, remedy))
