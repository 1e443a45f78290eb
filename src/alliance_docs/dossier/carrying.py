"""The same facts in another jurisdiction: what carries over, what does not and why. Pure; the rules are data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alliance_docs.dossier.carry_conditions import CONDITIONS
from alliance_docs.dossier.carry_over import carry_over, lies_at
from alliance_docs.dossier.fact_tree import Tree, rewrite, take_out, texts_at
from alliance_docs.dossier.organ_carrying import carried_organs, standard_duties
from alliance_docs.dossier.own_words import replaced, translator, words_of
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of, fields
from alliance_docs.facts.lookup import item_index, lookup, walk
from alliance_docs.facts.paths import Item, pattern_of, read_path, write_path
from alliance_docs.facts.text import normal_name
from alliance_docs.facts.tree import as_tree, pattern_at, read_tree
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.speech import speech_of


@dataclass(frozen=True)
class Dropped:
    """Facts left behind: their *path* (a pattern), *label*, how many values, and why."""

    path: str
    label: str
    count: int
    reason: str


@dataclass(frozen=True)
class Carried:
    """The facts for the new jurisdiction, how many values came along, what was left behind, what to look at again.

    *review* are labels of texts that name the old place, authority or policy.
    """

    facts: Facts
    count: int
    dropped: tuple[Dropped, ...]
    review: tuple[str, ...] = ()


@dataclass
class _Work:
    """The facts on their way."""

    facts: Facts
    old: Jurisdiction
    new: Jurisdiction
    tree: Tree
    dropped: list[Dropped]

    def reason(self, text: str) -> str:
        return text.format(old=self.old.title, new=self.new.title, leads=self.new.leads)

    def leave(self, path: str, reason: str) -> None:
        """Leave what stands at *path* behind, and remember it when anything was there."""
        self.tell(path, take_out(self.tree, path), reason)

    def tell(self, path: str, count: int, reason: str) -> None:
        if count and path != "jurisdiction":
            self.dropped.append(Dropped(path, label_of(path, self.old), count, self.reason(reason)))


def carry(facts: Facts, old: Jurisdiction, new: Jurisdiction) -> Carried:
    """Return *facts* of *old* as they serve in *new*. Between the same jurisdiction everything carries."""
    if old.id == new.id:
        return Carried(facts, _known(facts), ())
    work = _Work(facts, old, new, as_tree(facts), [])
    _withdrawn(work)
    rules = carry_over()
    for group in rules.bound:
        for path in group.paths:
            work.leave(path, group.reason)
    for group in rules.when:
        if not CONDITIONS[group.condition](facts, old, new):
            for path in group.paths:
                work.leave(path, group.reason)
    _settled(work)
    _leads(work)
    _organs(work)
    say = translator(words_of(old, facts), new.vocabulary)
    for path in rules.speak:
        rewrite(work.tree, path, say)
    _names(work)
    work.tree["jurisdiction"] = new.id
    deferred = work.tree.pop("deferred", [])
    found, faults = read_tree(work.tree)
    if faults:
        raise UserErrors(UserError(fault.message, place=fault.path, remedy=fault.remedy) for fault in faults)
    kept = tuple(path for path in deferred if _stands(found, path))
    found = found.model_copy(update={"deferred": kept or None})
    order = {path: place for place, path in enumerate(fields())}
    dropped = sorted(work.dropped, key=lambda one: order.get(one.path, 0))
    return Carried(found, _known(found), tuple(dropped), tuple(_review(work)))


_SELF_EVIDENT = ("联盟", "组建", "产业情况", "选举", "文本份数", "签署")
"""Groups whose fields are clear without the group's name."""


def label_of(path: str, jurisdiction: Jurisdiction) -> str:
    """Return the words for a path pattern, in the words of the jurisdiction: 成员单位内部审批决策日期."""
    steps = pattern_of(read_path(path)).removesuffix("[]").replace("[]", "").split(".")
    labels, pattern = "", ""
    for at, step in enumerate(steps):
        pattern = f"{pattern}.{step}" if pattern else step
        label = field_of(pattern).label
        labels = label if (at == 1 and labels in _SELF_EVIDENT) or label.startswith(labels) else labels + "的" + label
        pattern += "[]" if field_of(pattern).many else ""
    return speech_of(jurisdiction.vocabulary).say(labels)


def _known(facts: Facts) -> int:
    return sum(1 for path, field, _ in walk(facts) if field.kind != "id" and not path.startswith(("jurisdiction", "changes", "former_names", "deferred", "skipped")))


# --- what is judged item by item --------------------------------------------------------------------------------------


def _withdrawn(work: _Work) -> None:
    """Members that have left do not come along, nor does anything that names them."""
    active = {member.id for member in work.facts.active_members}
    gone = [member for member in work.facts.members or () if member.id not in active]
    if not gone:
        return
    reasons = carry_over().reasons
    work.tree["members"] = [member for member in work.tree["members"] if member["id"] in active]
    work.dropped.append(Dropped("members", "、".join(one.name or one.id for one in gone), len(gone), work.reason(reasons["withdrawn_member"])))
    names = {normal_name(name) for member in gone for name in (member.id, member.name) if name}
    lost: dict[str, int] = {}
    _unname(work.tree, (), names, lost)
    for path, count in lost.items():
        work.tell(path, count, reasons["lost_member"])


def _unname(node: Any, loc: tuple[str | int, ...], names: set[str], lost: dict[str, int]) -> bool:
    """Take references to *names* out of a part of the tree; tell whether the part itself has to go.

    A row without an id of its own that names such a member goes as a whole; elsewhere only the reference goes.
    """
    if isinstance(node, list):
        node[:] = [part for place, part in enumerate(node) if not _unname(part, (*loc, place), names, lost)]
        return False
    if isinstance(node, dict):
        gone = [name for name, part in node.items() if _unname(part, (*loc, name), names, lost)]
        for name in gone:
            del node[name]
        return bool(gone) and isinstance(loc[-1], int) and "id" not in node
    pattern = pattern_at(loc)
    field = fields().get(pattern)
    if field is None or field.kind != "member" or normal_name(str(node)) not in names:
        return False
    lost[pattern.removesuffix("[]")] = lost.get(pattern.removesuffix("[]"), 0) + 1
    return True


def _settled(work: _Work) -> None:
    """What either policy settles is no choice of the alliance; the same answer needs no telling."""
    for path in {**work.old.given, **work.new.given}:
        here = lookup(work.facts, path)
        if here is None or any(lies_at(path, one) for group in carry_over().bound for one in group.paths):
            continue
        if path in work.new.given and here == lookup(assign(Facts(), path, work.new.given[path]), path):
            continue
        work.leave(path, carry_over().reasons["settled"])


def _leads(work: _Work) -> None:
    surplus = [member.id for member in work.facts.leads[work.new.leads :]]
    for member in work.tree.get("members", ()):
        if member["id"] in surplus:
            member["role"] = "成员单位"
    work.tell("members[].role", len(surplus), carry_over().reasons["surplus_lead"])


def _organs(work: _Work) -> None:
    if not work.facts.organs:
        return
    organs = carried_organs(work.tree["organs"], work.old, work.new)
    if organs is None:
        del work.tree["organs"]
    else:
        work.tree["organs"] = organs
    work.tell("organs[].duties", standard_duties(work.facts.organs, work.old), carry_over().reasons["standard_organ"])


def _names(work: _Work) -> None:
    """Names left behind must not appear any more."""
    left = [lookup(work.facts, path) for path in carry_over().names if any(one.path == path for one in work.dropped)]
    former = dict.fromkeys([*work.tree.get("former_names", ()), *left])
    if former:
        work.tree["former_names"] = list(former)


def _stands(facts: Facts, path: str) -> bool:
    """Tell whether an open question is still one: its field carries, its item came along, nothing is known yet."""
    try:
        steps = read_path(path)
        pattern = field_of(path).path
    except UserError:
        return False
    if any(lies_at(pattern, one) for group in carry_over().bound for one in group.paths):
        return False
    for at, step in enumerate(steps):
        if isinstance(step, Item):
            items = lookup(facts, write_path(steps[:at]))
            if not isinstance(items, tuple) or item_index(items, step.key) is None:
                return False
    return lookup(facts, path) is None


def _review(work: _Work) -> Iterator[str]:
    """Yield the labels of carried texts that speak of the old place, authority, policy or organs."""
    rules, old, new = carry_over(), work.old, work.new
    words = {old.authority, old.policy.title}
    if old.province != new.province:
        words |= {old.province, *rules.review_words}
    words |= {word for word, key in words_of(old, work.facts).items() if key and new.vocabulary.get(key) != word}
    said = dict.fromkeys(new.vocabulary.values(), " ")
    for path in rules.review:
        if any(word in replaced(text, said) for text in texts_at(work.tree, path) for word in words if word):
            yield label_of(path, new)
