"""The conversation itself: ask, understand the line, answer; the same for a terminal and for plain lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from alliance_docs.cli.terminal import sheet
from alliance_docs.cli.terminal.outcome import Outcome, outcome
from alliance_docs.cli.terminal.sheet import Words
from alliance_docs.cli.terminal.width import wrap
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.interview.commands import Command, Line, read_line
from alliance_docs.interview.interview import Interview, Reply
from alliance_docs.interview.plan import Step

RESUME = "alliance-docs ask"


class Screen(Protocol):
    """What a conversation needs of its surroundings."""

    tolerant: bool
    """True where somebody can correct a wrong answer; plain lines stop at the first one, lest answers slip."""

    @property
    def columns(self) -> int:
        """The width to write in."""

    def show(self, words: Iterable[Words]) -> None:
        """Show pieces of text, each on lines of its own."""

    def read(self, prompt: str, offered: tuple[str, ...]) -> str:
        """Return the next line. Raises EOFError at the end of input, KeyboardInterrupt on Ctrl-C."""

    def where(self) -> str:
        """Return the place of the last line read, for messages."""


class Talk:
    """One conversation."""

    def __init__(self, interview: Interview, screen: Screen, *, folder: Path | None = None, resume: str = RESUME) -> None:
        self.interview, self.screen = interview, screen
        self.folder = folder or Path()
        self.resume = resume
        self.answered = 0
        self._shown = ""
        self._in_core = False

    def run(self) -> Outcome:
        """Ask until nothing is left, the user stops, or the input ends. Raises UserError only on a screen that is not tolerant."""
        try:
            ending = outcome(self.interview, "finished" if self._loop() else "stopped", self.answered)
        except EOFError:
            ending = outcome(self.interview, "stopped", self.answered)
        except KeyboardInterrupt:
            ending = outcome(self.interview, "interrupted", self.answered)
        self.screen.show(sheet.farewell(ending, self.resume))
        return ending

    def _loop(self) -> bool:
        """Return True when nothing is left to ask, False when the user stopped."""
        while (step := self.interview.next()) is not None:
            if self._in_core and not step.question.core and self.screen.tolerant and not self._go_on():
                return False
            self._in_core = step.question.core
            if not self._turn(step):
                return False
        return True

    def _go_on(self) -> bool:
        self.screen.show([Words("good", "核心问题已答完，可以生成初稿。其余问题可以现在答，也可以以后再答。")])
        while True:
            line = read_line(self.screen.read("回车继续，q 保存并退出 ▸ ", ()))
            if line.command in (Command.ACCEPT, Command.QUIT):
                return line.command is Command.ACCEPT
            self.screen.show([Words("note", "请按回车继续，或者输入 q 保存并退出。")])

    def _turn(self, step: Step) -> bool:
        """Ask one question once; return False when the user stops."""
        columns = self.screen.columns
        if self._shown != step.path:
            self.screen.show([Words("section", ""), *sheet.question(self.interview, step, columns)])
            self._shown = step.path
        listing = step.question.is_records
        prompt = f"{self.interview.progress(step)} ▸ "
        line = read_line(self.screen.read(prompt, self._offered(step)), listing=listing)
        if line.command is Command.QUIT:
            return False
        try:
            self._do(step, line, listing)
        except UserError as error:
            if not self.screen.tolerant:
                raise UserError("；".join(_told(error, step)), place=self.screen.where()) from error
            self.screen.show(Words("error", wrap(f"✗ {one}", columns, "", "  ")) for one in _told(error, step))
        return True

    def _offered(self, step: Step) -> tuple[str, ...]:
        from alliance_docs.interview.choosing import offers

        return tuple(choice.label for choice in offers(step.question, self.interview.people(step)))

    def _do(self, step: Step, line: Line, listing: bool) -> None:
        interview, show = self.interview, self.screen.show
        match line.command:
            case Command.WHY:
                show([Words("note", wrap(interview.why(step), self.screen.columns, "  ")), *sheet.grammar(listing)])
            case Command.REVIEW:
                show(sheet.review(interview.review(), self.screen.columns))
            case Command.BACK:
                if interview.back() is None:
                    show([Words("note", "这已经是第一问。")])
                self._shown = ""
            case Command.JUMP:
                interview.jump(line.number)
                self._shown = ""
            case Command.ACCEPT if listing and step.value is None and not interview.default(step):
                self._reply(interview.finish(), moved=True)
            case Command.ACCEPT:
                self._reply(interview.accept(), moved=True, counted=step.value is None)
            case Command.SKIP:
                self._reply(interview.skip(), moved=True)
            case Command.DEFER:
                self._reply(interview.defer(), moved=True, counted=True)
            case Command.CLEAR:
                self._reply(interview.clear(), moved=True)
            case Command.FILE:
                self._reply(interview.add_file(self._file(line.text)), counted=True)
                show(sheet.items(interview, step, self.screen.columns))
            case Command.DROP:
                self._reply(interview.drop(line.number))
            case Command.RENAME:
                self._reply(interview.rename(line.number, line.text))
            case Command.ANSWER if listing:
                self._reply(interview.add(line.text), counted=True)
            case Command.ANSWER:
                self._reply(interview.answer(line.text), moved=True, counted=True)

    def _reply(self, reply: Reply, *, moved: bool = False, counted: bool = False) -> None:
        words = [Words("good", f"✓ {reply.text}")] if reply.text else []
        self.screen.show([*words, *(Words("note", wrap(notice, self.screen.columns, "  · ", "    ")) for notice in reply.notices)])
        self.answered += counted and reply.text not in ("", "已跳过")
        if moved:
            self._shown = ""

    def _file(self, text: str) -> Path:
        text = text.removeprefix("file://")
        for candidate in (text, text.replace("\\ ", " ")):
            path = Path(candidate).expanduser()
            path = path if path.is_absolute() else self.folder / path
            if path.is_file():
                return path
        return path


def _told(error: UserError, step: Step) -> list[str]:
    """Return the errors as shown at the question: the fact's path says nothing to somebody who sees the question."""
    errors = error.errors if isinstance(error, UserErrors) else (error,)
    return [
        str(UserError(one.message, place="" if one.place.startswith(step.path) else one.place, remedy=one.remedy))
        for one in errors
    ]
