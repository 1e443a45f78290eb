"""Rules as people name them: one by its id, a family by its beginning and a star (``LC-IP-*``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from alliance_docs.checks.requirement import requirements
from alliance_docs.checks.rule import rule_ids
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.loading import jurisdiction_folders

_BETWEEN = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True)
class RuleSet:
    """Rules and requirements by the *names* given: ids, and beginnings that end in a star."""

    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)

    def __contains__(self, rule: object) -> bool:
        return isinstance(rule, str) and any(
            rule.startswith(name[:-1]) if name.endswith("*") else rule == name for name in self.names
        )


NO_RULES = RuleSet()


def rule_set(words: Iterable[str]) -> RuleSet:
    """Return the rules named by *words*, each a name or several between commas. Raises UserError for an unknown one."""
    names = [name for word in words for name in _BETWEEN.split(word) if name]
    return RuleSet(tuple(dict.fromkeys(rule_name(name, family=True) for name in names)))


def rule_name(word: str, *, family: bool = False) -> str:
    """Return *word* as the rule or requirement is written, of whatever jurisdiction; *family*: a star may end it.

    Raises UserError naming the nearest where there is none.
    """
    wanted = normalize("NFKC", word).strip().upper()
    many = wanted.endswith("*")
    if many and not family:
        raise UserError(f"“{word}”是一组规则，这里应写一条规则的编号", remedy="逐条写明，例如 LC-IP-03")
    seen: list[str] = []
    for known in known_ids():
        seen.append(known)
        if many and known.upper().startswith(wanted[:-1]):
            return known[: len(wanted) - 1] + "*"
        if known.upper() == wanted:
            return known
    if many:
        raise UserError(f"没有编号以“{wanted[:-1]}”开头的规则", remedy=nearest(wanted, _families(seen)) or "例如 LC-IP-*")
    padded = re.sub(r"-(\d)$", r"-0\1", wanted)
    hint = f"是否要写“{padded}”？" if padded in seen else nearest(wanted, seen)
    raise UserError(f"没有规则“{word}”", remedy=hint or "规则编号例如 LC-DR-01、GS-2.4-6，一组规则写作 LC-IP-*")


def known_ids() -> Iterator[str]:
    """Yield the ids of all rules and requirements, the common ones first, so that most names need no jurisdiction read."""
    yield from sorted(rule_ids())
    for jurisdiction in jurisdiction_folders():
        yield from sorted(rule_ids(jurisdiction) - rule_ids())
        yield from requirements(jurisdiction)


def _families(ids: Iterable[str]) -> list[str]:
    found = {}
    for parts in (known.split("-") for known in ids):
        found.update(dict.fromkeys("-".join(parts[:count]) + "-*" for count in range(1, len(parts))))
    return list(found)
