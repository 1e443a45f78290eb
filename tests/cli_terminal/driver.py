"""A small program that holds the interview over a dossier, as the commands do; the tests run it at a real pseudo-terminal."""

from __future__ import annotations

import sys
from pathlib import Path


def main(folder: Path, *options: str) -> int:
    from alliance_docs.cli.terminal.run import run_lines, run_terminal
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.facts.facts import Facts
    from alliance_docs.interview.interview import Interview
    from alliance_docs.interview.loading import load

    dossier = Dossier.open(folder) if (folder / "alliance.yaml").exists() else Dossier.create(folder, Facts(jurisdiction="gansu"))
    interview = Interview(
        load("gansu"), dossier.facts, dossier.save_answer, core_only="--core" in options, revisit_skipped="--again" in options
    )
    if sys.stdin.isatty():
        return run_terminal(interview, folder=folder).exit_code
    return run_lines(interview, sys.stdin, sys.stdout, folder=folder).exit_code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
