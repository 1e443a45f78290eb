"""Small readings of WordprocessingML: values and switches, with nothing that can go wrong."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(node: Any) -> str:
    """Return the ``w:val`` of an element, empty when either is missing."""
    return node.get(f"{W}val", "") if node is not None else ""


def integer(text: str | None, usual: int = 0) -> int:
    """Return a whole number as written in an attribute, or *usual* when it is none."""
    try:
        return int(float(text or ""))
    except (ValueError, OverflowError):
        return usual


def on(node: Any) -> bool:
    """Tell whether a switch such as ``w:b`` is there and on."""
    return node is not None and node.get(f"{W}val", "1") not in ("0", "false", "off", "none")
