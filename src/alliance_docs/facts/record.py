"""The base of every record of facts: frozen, nothing unknown to it accepted, every field may be unknown."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """A group of facts. ``None`` in any field means *unknown*, never *no* or *nothing*.

    A group of which nothing is known is itself ``None``, so that equal knowledge compares equal.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_validator(mode="after")
    def _nothing_known_is_none(self) -> Self:
        for name, value in self.__dict__.items():
            if isinstance(value, Record) and all(part is None for part in value.__dict__.values()):
                self.__dict__[name] = None
        return self


def fact(label: str, help: str | None = None, **extra: Any) -> Any:  # noqa: A002
    """Declare an optional fact with its Chinese *label* (printed in 【待填：…】) and *help*."""
    return Field(default=None, title=label, description=help, **extra)


def many(label: str, help: str | None = None) -> Any:  # noqa: A002
    """Declare a list of facts; ``None`` is unknown, an empty list is *known to be none*."""
    return Field(default=None, title=label, description=help)
