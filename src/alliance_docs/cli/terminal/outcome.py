"""How a conversation ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from alliance_docs.interview.interview import Interview
from alliance_docs.interview.plan import State

INTERRUPTED_STATUS = 130
"""Exit status after Ctrl-C, as shells give it; everything answered is saved all the same."""


@dataclass(frozen=True)
class Outcome:
    """*finished*: nothing is left to ask; *stopped*: ended by the user (q, Ctrl-D, end of input); *interrupted*: Ctrl-C.

    *answered* counts the answers of this conversation; the others count questions as they stand.
    """

    ending: Literal["finished", "stopped", "interrupted"]
    answered: int
    open: int
    skipped: int
    deferred: int

    @property
    def exit_code(self) -> int:
        """0, or 130 after Ctrl-C."""
        return INTERRUPTED_STATUS if self.ending == "interrupted" else 0


def outcome(interview: Interview, ending: Literal["finished", "stopped", "interrupted"], answered: int) -> Outcome:
    """Count the questions as they stand."""
    states = [step.state for step in interview.steps]
    return Outcome(
        ending, answered, states.count(State.OPEN), states.count(State.SKIPPED), states.count(State.DEFERRED)
    )
