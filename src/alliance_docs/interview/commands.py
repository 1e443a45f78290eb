"""The grammar of a typed line, the same at a terminal and on standard input."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from alliance_docs.facts.assign import LAWYER


class Command(Enum):
    """What a line asks for."""

    ANSWER = "answer"
    ACCEPT = "accept"
    SKIP = "skip"
    WHY = "why"
    BACK = "back"
    REVIEW = "review"
    JUMP = "jump"
    DEFER = "defer"
    CLEAR = "clear"
    FILE = "file"
    DROP = "drop"
    RENAME = "rename"
    QUIT = "quit"


@dataclass(frozen=True)
class Line:
    """A line understood: the command, its text (an answer, a file, a number), and a number where it names an item."""

    command: Command
    text: str = ""
    number: int = 0


_ALONE = {
    "": Command.ACCEPT,
    "-": Command.SKIP,
    "—": Command.SKIP,
    "?": Command.WHY,
    "<": Command.BACK,
    "《": Command.BACK,
    "<<": Command.REVIEW,
    "《《": Command.REVIEW,
    "!": Command.DEFER,
    LAWYER: Command.DEFER,
    "清空": Command.CLEAR,
    "q": Command.QUIT,
}


def read_line(raw: str, *, listing: bool = False) -> Line:
    """Tell what a typed line asks for. *listing*: a list is being collected, so items can be dropped and renamed."""
    text = raw.strip(" \t\r\n\u3000")
    folded = unicodedata.normalize("NFKC", text).strip()
    alone = _ALONE.get(folded.lower())
    if alone is not None:
        return Line(alone)
    jump = re.fullmatch(r"[<《]\s*(\d+)[>》]?", folded)
    if jump:
        return Line(Command.JUMP, jump[1], int(jump[1]))
    if listing:
        if folded.startswith("@"):
            return Line(Command.FILE, text[1:].strip().strip("\"'“”"))
        drop = re.fullmatch(r"删除?\s*(\d+)", folded)
        if drop:
            return Line(Command.DROP, drop[1], int(drop[1]))
        rename = re.fullmatch(r"改\s*(\d+)\s*[:=]?\s*(.+)", folded)
        if rename:
            name = re.sub(r"^改\s*[\d０-９]+\s*[:：=＝]?\s*", "", text)
            return Line(Command.RENAME, name, int(rename[1]))
    return Line(Command.ANSWER, raw.strip("\r\n") if listing else text)


GRAMMAR = (
    ("回车", "采用默认值；没有默认值的，跳过"),
    ("-", "跳过，文书中留【待填】"),
    ("?", "为什么问，依据是什么"),
    ("!", "交律师定，文书中留【待选】（限法律选项）"),
    ("<", "回到上一问"),
    ("<<", "列出全部问题；<12 跳到第 12 问"),
    ("清空", "清除这一问的答案"),
    ("q", "保存并退出，以后用 ask 继续"),
)
"""The commands as shown to the user."""

LIST_GRAMMAR = (
    ("回车", "名单填完"),
    ("@文件", "从 .xlsx 或者 .csv 文件读取"),
    ("删3", "删去第 3 项"),
    ("改3 新名称", "更正第 3 项"),
)
"""Further commands while a list is collected."""
