"""Hold the interview over a dossier: at a terminal with prompts, otherwise line by line from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_docs.cli.terminal.outcome import Outcome
    from alliance_docs.facts.facts import Facts
    from alliance_docs.facts.members import Member


def at_terminal() -> bool:
    """Tell whether a person sits at a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def interview(
    facts: Facts, save: Callable[[str, object], object], *, core_only: bool = False, section: str | None = None,
    joined: tuple[Member, ...] = (),
) -> Outcome:
    """Ask what is still open; *save* is told of each answer at once. *joined*: members that joined since the founding."""
    from alliance_docs.cli.terminal.run import run_lines, run_terminal
    from alliance_docs.interview.interview import Interview
    from alliance_docs.interview.loading import load
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    talk = Interview(
        load(load_jurisdiction(facts.jurisdiction or "").id), facts, save,
        core_only=core_only, section=section, revisit_skipped=not core_only, joined=joined,
    )
    if at_terminal():
        return run_terminal(talk, folder=Path.cwd())
    return run_lines(talk, sys.stdin, sys.stdout, folder=Path.cwd())
