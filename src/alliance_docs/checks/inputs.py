"""What a rule looks at: told by its data where it is data, by its ``inputs`` where it is code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from alliance_docs.checks.named_facts import label_of_path, paths_in
from alliance_docs.checks.rule import Rule
from alliance_docs.checks.topics import topics
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.fields import fields

WORDS: Mapping[str, str] = {
    "text": "文书的文字",
    "topics": "各条写明的事项",
    "documents": "文书的条号、引用、签署栏、名单、附件和印入的事实",
    "attachments": "登记在案的附件",
    "day": "检查当日的日期",
    "policy": "本管辖制度的规定",
    "assumptions": "起草时采用的惯例默认值",
    "files": "案卷里的文件",
}
"""What ``inputs`` may name beside facts, and how ``explain`` says it."""

@dataclass(frozen=True)
class Inputs:
    """*facts*: paths; *words*: keys of :data:`WORDS`; *documents*: ids of those read, empty for all; *topics*: ids."""

    facts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def inputs_of(rule: Rule) -> Inputs:
    """Return what a rule looks at; the rule must have been read with its page. Raises UserError for an unknown word or fact."""
    facts, words = _declared(rule)
    facts += [path.rpartition("[]")[0] if path.endswith("[]") else path for path in rule.paths if path != "*"]
    facts += [path for _, path in rule.counts]
    facts += paths_in(rule.applies.source) if rule.applies else []
    words += ["text"] * bool(rule.text or rule.counts or any(not points.topic for points in rule.points))
    words += ["topics"] * bool(rule.topics or any(points.topic for points in rule.points))
    words += ["documents"] * bool(rule.paths)
    words += ["files"] * (rule.scope == "elsewhere" and not rule.inputs)
    needs = [*(part.documents for part in rule.text), *(part.documents for part in rule.topics), *(part.documents for part in rule.points)]
    everywhere = not needs or not all(needs) or bool(rule.paths) or rule.inputs != ()
    documents = () if everywhere else tuple(dict.fromkeys(document for part in needs for document in part))
    asked = [topic for need in rule.topics for topic in need.need] + [points.topic for points in rule.points if points.topic]
    order = list(WORDS)
    return Inputs(
        tuple(dict.fromkeys(facts)), tuple(sorted(dict.fromkeys(words), key=order.index)), documents, tuple(dict.fromkeys(asked))
    )


def _declared(rule: Rule) -> tuple[list[str], list[str]]:
    facts: list[str] = []
    words: list[str] = []
    for name in rule.inputs:
        if name in WORDS:
            words.append(name)
        elif name in fields():
            facts.append(name)
        else:
            known = [*WORDS, *fields()]
            raise UserError(f"{rule.id}：inputs 中没有“{name}”", place=rule.place, remedy=nearest(name, known) or f"写事实的路径，或者 {'、'.join(WORDS)}")
    return facts, words


def input_lines(rule: Rule, title: Callable[[str], str]) -> Iterator[str]:
    """Yield what ``explain`` says a rule looks at, one line a kind; *title*: how a document is called."""
    found = inputs_of(rule)
    if "*" in rule.paths:
        yield "事实：印在文书里的全部事实"
    elif found.facts:
        yield f"事实：{_joined(map(label_of_path, found.facts))}"
    where = f"（{_joined(map(title, found.documents))}）" if found.documents else ""
    for word in found.words:
        named = f"：{_joined(topics()[topic].name for topic in found.topics)}" if word == "topics" and found.topics else ""
        yield f"{WORDS[word]}{named}{where if word in ('text', 'topics', 'documents') else ''}"


def _joined(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(words))
