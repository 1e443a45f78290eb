"""What a policy asks beyond what is there: its requirements not met, not yet known, or left to a person."""

from __future__ import annotations

from dataclasses import dataclass

from alliance_docs.checks.case import Case
from alliance_docs.checks.compliance import STATUS_WORDS
from alliance_docs.checks.requirement import LAYERS, LEVELS, Layer, Requirement, requirements
from alliance_docs.checks.requirements import Status, evaluate

_OPEN: tuple[Status, ...] = ("not met", "unknown", "human")
LAYER_WORDS: dict[Layer, str] = {
    "condition": "条件",
    "content": "内容",
    "package": "材料",
    "procedure": "程序",
    "task": "任务",
    "post-approval": "后续",
}


@dataclass(frozen=True)
class Open:
    """A requirement that is still open, its group and its status in words."""

    requirement: Requirement
    group: str
    status: str


@dataclass(frozen=True)
class Beyond:
    """The open requirements that are *shown*, group by group, and how many there are in *all*."""

    shown: tuple[Open, ...]
    all: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.all - len(self.shown)


def beyond(case: Case, most: int = 25) -> Beyond:
    """Return at most *most* open requirements, the gravest: not met before unknown before human, MUST before SHOULD.

    What the policy only tells (INFO) is left out.
    """
    found = []
    for place, requirement in enumerate(requirements(case.jurisdiction.id).values()):
        status = evaluate(requirement, case).status
        if status in _OPEN and requirement.level != "INFO":
            grave = (_OPEN.index(status), LEVELS.index(requirement.level), place)
            found.append((grave, place, Open(requirement, LAYER_WORDS[requirement.layer], STATUS_WORDS[status])))
    gravest = sorted(found, key=lambda one: one[0])[:most]
    gravest.sort(key=lambda one: (LAYERS.index(one[2].requirement.layer), one[1]))
    return Beyond(tuple(one for _, _, one in gravest), len(found))
