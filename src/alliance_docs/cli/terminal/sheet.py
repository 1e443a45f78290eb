"""What a question, a review and a farewell look like as text, whatever shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from alliance_docs.cli.terminal.outcome import Outcome
from alliance_docs.cli.terminal.width import cut, width, wrap
from alliance_docs.interview.choosing import offers
from alliance_docs.interview.commands import GRAMMAR, LIST_GRAMMAR
from alliance_docs.interview.interview import Interview, ReviewLine
from alliance_docs.interview.plan import State, Step

Tone = Literal["section", "ask", "help", "choice", "good", "note", "error"]
SHOWN_OFFERS = 40


@dataclass(frozen=True)
class Words:
    """A piece of text to show, in a tone."""

    tone: Tone
    text: str


def question(interview: Interview, step: Step, columns: int) -> Iterator[Words]:
    """Yield a question: wording, help, choices with consequences, default."""
    if step.subject:
        yield Words("section", wrap(f"〔{step.subject}〕", columns))
    yield Words("ask", wrap(step.question.ask, columns))
    if step.question.help:
        yield Words("help", wrap(step.question.help, columns, "  "))
    yield from _offers(interview, step, columns)
    if step.question.is_records:
        yield from items(interview, step, columns)
        return
    default = interview.default(step)
    hints = []
    if default:
        hints.append(f"回车：{'保留' if step.value is not None else '采用'}“{cut(default, max(20, columns - 30))}”")
    if step.question.defer:
        hints.append("!：交律师定")
    if hints:
        yield Words("note", wrap("；".join(hints), columns, "  "))


def _offers(interview: Interview, step: Step, columns: int) -> Iterator[Words]:
    choices = offers(step.question, interview.people(step))
    if step.question.is_records or not choices:
        return
    for number, choice in enumerate(choices[:SHOWN_OFFERS], start=1):
        head = f"  {number}. "
        text = f"{choice.label}——{choice.consequence}" if choice.consequence else choice.label
        yield Words("choice", wrap(text, columns, head, " " * len(head)))
    if len(choices) > SHOWN_OFFERS:
        yield Words("note", f"  （共 {len(choices)} 项，其余可以直接输入名称）")


def items(interview: Interview, step: Step, columns: int) -> Iterator[Words]:
    """Yield the items of a list so far."""
    for number, name in enumerate(interview.items(step), start=1):
        yield Words("choice", "  " + cut(f"{number}. {name}", columns - 2))


def review(lines: Sequence[ReviewLine], columns: int) -> Iterator[Words]:
    """Yield all questions with their answers, by section."""
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            yield Words("section", f"— {section} —")
        answer = line.text if line.state is State.ANSWERED else f"（{line.state.value}）"
        head = f"{line.number:>4}  "
        label = cut(line.label, max(16, columns // 2))
        room = max(12, columns - width(head) - width(label) - 2)
        yield Words("choice" if line.state is State.ANSWERED else "note", f"{head}{label}：{cut(answer, room)}")


def grammar(listing: bool) -> Iterator[Words]:
    """Yield what can be typed."""
    rows = [*LIST_GRAMMAR, *GRAMMAR[1:]] if listing else GRAMMAR
    for key, meaning in rows:
        yield Words("help", f"  {key}{' ' * max(1, 12 - width(key))}{meaning}")


def farewell(outcome: Outcome, resume: str) -> Iterator[Words]:
    """Yield what was reached and how to go on."""
    counts = f"本次回答 {outcome.answered} 项；待答 {outcome.open} 项，已跳过 {outcome.skipped} 项，交律师定 {outcome.deferred} 项。"
    head = {"finished": "问题已答完。", "stopped": "已保存。", "interrupted": "已中断，答过的都已保存。"}[outcome.ending]
    yield Words("good", head + counts)
    if outcome.ending != "finished" or outcome.skipped:
        yield Words("note", f"继续回答：{resume}")
