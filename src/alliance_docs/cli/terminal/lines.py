"""Plain lines: answers one a line from standard input, or any text stream."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from alliance_docs.cli.terminal.sheet import Words


class LineScreen:
    """Reads answers from *stdin*, writes questions to *stdout*; never waits once the input has ended."""

    tolerant = False

    def __init__(self, stdin: TextIO, stdout: TextIO, *, columns: int = 100) -> None:
        self._in, self._out = stdin, stdout
        self.columns = columns
        self._number = 0

    def show(self, words: Iterable[Words]) -> None:
        """Write each piece on lines of its own."""
        for piece in words:
            self._out.write(piece.text + "\n")

    def read(self, prompt: str, offered: tuple[str, ...]) -> str:
        """Return the next line of the input, echoed behind the prompt. Raises EOFError at its end."""
        line = self._in.readline()
        if not line:
            raise EOFError
        self._number += 1
        text = line.rstrip("\r\n").removeprefix("\ufeff" if self._number == 1 else "")
        self._out.write(f"{prompt}{text}\n")
        return text

    def where(self) -> str:
        """Return the line of the input read last."""
        return f"标准输入第 {self._number} 行"
