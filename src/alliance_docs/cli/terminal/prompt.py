"""A real terminal: prompt_toolkit prompts with completion, progress in the prompt, pasted text taken whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style

from alliance_docs.cli.terminal.sheet import Words

_STYLE = Style.from_dict(
    {
        "section": "ansicyan",
        "ask": "bold",
        "help": "ansibrightblack",
        "choice": "",
        "good": "ansigreen",
        "note": "ansiyellow",
        "error": "ansired bold",
        "prompt": "ansicyan bold",
    }
)
WIDEST = 100
"""Lines longer than this are hard to read, however wide the window."""


class _Offered(Completer):
    """Completes a whole answer to the options that hold what was typed."""

    def __init__(self, options: tuple[str, ...]) -> None:
        self._options = options

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        typed = document.text_before_cursor
        for option in self._options:
            if typed in option:
                yield Completion(option, start_position=-len(typed))


class TerminalScreen:
    """Asks at a terminal; a wrong answer is explained and asked for again."""

    tolerant = True

    def __init__(self, input: Input | None = None, output: Output | None = None) -> None:  # noqa: A002 - prompt_toolkit's names
        self._output = output
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(), style=_STYLE, input=input, output=output, complete_while_typing=False
        )

    @property
    def columns(self) -> int:
        """The width to write in."""
        return max(40, min(WIDEST, shutil.get_terminal_size().columns - 1))

    def show(self, words: Iterable[Words]) -> None:
        """Print each piece in the style of its tone."""
        for piece in words:
            print_formatted_text(FormattedText([(f"class:{piece.tone}", piece.text)]), style=_STYLE, output=self._output)

    def read(self, prompt: str, offered: tuple[str, ...]) -> str:
        """Return what was typed or pasted. Raises KeyboardInterrupt on Ctrl-C, EOFError on Ctrl-D."""
        return self._session.prompt([("class:prompt", prompt)], completer=_Offered(offered) if offered else None)

    def where(self) -> str:
        """No place: the message stands right below the answer."""
        return ""
