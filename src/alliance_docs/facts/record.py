"""The base of every record of facts: frozen, nothing unknown to it accepted, every field may be unknown."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """A group of facts. ``None`` in any field means *unknown*, never *no* or *nothing*."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def fact(label: str, help: str | None = None, **extra: Any) -> Any:
    """Declare an optional fact with its Chinese *label* (printed in 【待填：…】) and *help*."""
    return Field(default=None, title=label, description=help, **extra)


def many(label: str, help: str | None = None) -> Any:
    """Declare a list of facts; ``None`` is unknown, an empty list is *known to be none*."""
    return Field(default=None, title=label, description=help)
