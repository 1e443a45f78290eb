"""The two ways to hold an interview: at a real terminal, and line by line."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from alliance_docs.cli.terminal.lines import LineScreen
from alliance_docs.cli.terminal.outcome import Outcome
from alliance_docs.cli.terminal.talk import RESUME, Talk
from alliance_docs.interview.interview import Interview


def run_terminal(interview: Interview, *, folder: Path | None = None, resume: str = RESUME) -> Outcome:
    """Hold the interview at this terminal. *folder* is where ``@file`` looks; *resume* the command told at the end.

    Ctrl-C and Ctrl-D end it with everything saved; see :class:`Outcome` for exit codes. Raises nothing of its own.
    """
    from alliance_docs.cli.terminal.prompt import TerminalScreen

    return Talk(interview, TerminalScreen(), folder=folder, resume=resume).run()


def run_lines(
    interview: Interview, stdin: TextIO, stdout: TextIO, *, folder: Path | None = None, resume: str = RESUME
) -> Outcome:
    """Hold the interview over streams, one answer a line; the end of the input ends it, with everything saved.

    Raises UserError at the first answer that cannot stand (naming the line), so that later ones do not slip.
    """
    return Talk(interview, LineScreen(stdin, stdout), folder=folder, resume=resume).run()
