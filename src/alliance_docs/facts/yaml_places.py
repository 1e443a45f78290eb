"""Where in a YAML text each value, key, dash and comment stands."""

from __future__ import annotations

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alliance_docs.facts.tree import Loc
from alliance_docs.facts.yaml_nodes import Source


class Unfit(Exception):
    """The text is written in a way that cannot be changed piece by piece (a record in one line of braces, say)."""


class Places:
    """The text of a :class:`Source` with the places of its values."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.newline = "\r\n" if "\r\n" in source.text else "\n"

    def line_start(self, index: int) -> int:
        """The index of the first character of the line that *index* lies in."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """The index just behind the line feed of the line that *index* lies in."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def end(self, loc: Loc) -> int:
        """The index behind the last character of the value at *loc*, without comments and blank lines that follow."""
        return self.node_end(self.source.nodes[loc])

    def node_end(self, node: Node) -> int:
        """The index behind the last character of a value."""
        if isinstance(node, MappingNode) and not node.flow_style:
            key, value = node.value[-1]
            return self.value_end(key, value)
        if isinstance(node, SequenceNode) and not node.flow_style:
            last = node.value[-1]
            return self.dash(last) + 1 if self._is_empty(last) else self.node_end(last)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return self.block_end(node)
        return int(node.end_mark.index)

    @staticmethod
    def _is_empty(node: Node) -> bool:
        return isinstance(node, ScalarNode) and node.style is None and node.value == ""

    def value_end(self, key: Node, value: Node) -> int:
        """The index behind the value of a key, or behind its colon when there is none."""
        return self.colon(key) if self._is_empty(value) else self.node_end(value)

    def colon(self, key: Node) -> int:
        """The index behind the colon of a key."""
        return self.text.index(":", int(key.end_mark.index)) + 1

    def block_end(self, node: Node) -> int:
        """The end of the last line of a literal or folded text that is not blank."""
        at = self.line_end(int(node.start_mark.index))
        last = at - 1
        indent = None
        while at < len(self.text):
            row = self.text[at : self.line_end(at)]
            depth = len(row) - len(row.lstrip(" "))
            if row.strip():
                indent = depth if indent is None else indent
                if depth < indent or not depth:
                    break
                last = at + len(row.rstrip("\r\n"))
            at = self.line_end(at)
        return last

    def dash(self, node: Node) -> int:
        """The index of the dash before a list item."""
        at = int(node.start_mark.index)
        while (at := self.text.rfind("-", 0, at)) >= 0:
            if not self.text[self.line_start(at) : at].strip(" -"):
                return at
        raise Unfit

    def dash_column(self, node: Node) -> int:
        """The column of the dash before a list item."""
        dash = self.dash(node)
        return dash - self.line_start(dash)

    @staticmethod
    def comment(rest_of_line: str) -> str:
        """The comment in the rest of a line, with the space before it."""
        row = rest_of_line.rstrip("\r\n")
        at = row.rfind(" #")
        return row[len(row[:at].rstrip()) :] if at >= 0 else ""

    def in_flow(self, loc: Loc) -> bool:
        """Tell whether a place lies inside braces or brackets."""
        around = [self.source.root, *(self.source.nodes.get(loc[:depth]) for depth in range(1, len(loc)))]
        return any(getattr(node, "flow_style", False) for node in around)
