"""Which facts are private, and how they are masked in copies for the members: ``templates/common/privacy.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from alliance_docs.errors import AllianceDocsError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import walk
from alliance_docs.jurisdictions.loading import read_yaml
from alliance_docs.resources import data_folder
from alliance_docs.word.masking import Find

_FILE = "common/privacy.yaml"
_STAR = "*"
_LEAST = 11
"""No pattern finds anything shorter than a mobile number."""
_BEFORE, _BEHIND = r"(?:(?<![0-9A-Za-z])|(?<=\\n))", r"(?![0-9A-Za-z])"
"""A value stands by itself; in the hidden record of a file (JSON) a line break before it is written \\n."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Mask(_Data):
    """How one kind is masked: *head* and *tail* characters stay, *separators* stay; *title* names the kind."""

    title: str
    head: int
    tail: int
    separators: str = ""


class Privacy(_Data):
    """The whole file; see its head."""

    masks: Mapping[str, Mask]
    patterns: Mapping[str, str]
    private: Mapping[str, tuple[str, ...]]
    landline: str
    public: tuple[str, ...]
    folder: str


@cache
def privacy() -> Privacy:
    """Return the data as shipped."""
    try:
        return Privacy.model_validate(read_yaml(data_folder("templates") / "common" / "privacy.yaml", _FILE))
    except ValidationError as error:
        raise AllianceDocsError(f"{_FILE}：{error}") from error


def private_values(*several: Facts) -> Mapping[str, str]:
    """Return value (in small letters) → kind of every private value in the facts; landlines and public values are none."""
    data = privacy()
    kinds = {path: kind for kind, paths in data.private.items() for path in paths}
    found: dict[str, str] = {}
    public: set[str] = set()
    for facts in several:
        for _path, field, value in walk(facts):
            text = value.strip().lower() if isinstance(value, str) else ""
            kind = kinds.get(field.path)
            if text and field.path in data.public:
                public.add(text)
            elif text and kind and not re.fullmatch(data.landline, text):
                found[text] = kind
    return {text: kind for text, kind in found.items() if text not in public}


def finder(*several: Facts) -> Find:
    """Return what finds every private value of the facts, and what looks like one wherever it was typed.

    Longer values first, so that one that holds another is masked whole.
    """
    data = privacy()
    values = private_values(*several)
    longest = sorted(values, key=len, reverse=True)
    known = re.compile(rf"{_BEFORE}(?:{'|'.join(map(re.escape, longest))}){_BEHIND}", re.IGNORECASE) if longest else None
    patterns = {kind: re.compile(pattern) for kind, pattern in data.patterns.items()}

    least = min((*map(len, values), _LEAST))

    def find(text: str) -> Iterator[tuple[int, str, str]]:
        if len(text) < least:
            return
        taken: list[tuple[int, int]] = []
        for kind, start, value in _found(text):
            if not any(start < end and begin < start + len(value) for begin, end in taken):
                taken.append((start, start + len(value)))
                yield start, mask(value, kind), kind

    def _found(text: str) -> Iterator[tuple[str, int, str]]:
        for match in known.finditer(text) if known else ():
            yield values[match[0].lower()], match.start(), match[0]
        for kind, pattern in patterns.items():
            for match in pattern.finditer(text):
                if kind != "identity" or not _credit_code(match["value"]):
                    yield kind, match.start("value"), match["value"]

    return find


def mask(value: str, kind: str) -> str:
    """Return *value* masked, as long as it was: 13800001234 → 138****1234, zhang@example.com → z****@example.com."""
    how = privacy().masks[kind]
    name, at, domain = value.partition("@") if kind == "email" else (value, "", "")
    inside = [place for place, char in enumerate(name) if char not in how.separators]
    if len(inside) <= how.head + how.tail:  # too short to keep anything of it
        hidden = set(inside)
    else:
        hidden = set(inside[how.head : len(inside) - how.tail])
    return "".join(_STAR if place in hidden else char for place, char in enumerate(name)) + at + domain


def _credit_code(text: str) -> bool:
    """Tell a unit's credit code that happens to be all digits from a person's number."""
    from stdnum.cn import ric, uscc

    return bool(uscc.is_valid(text)) and not ric.is_valid(text)
