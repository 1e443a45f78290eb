"""The interview without a screen: next question, answer, back, skip, why, progress, review (design decision 18)."""

from __future__ import annotations

from pathlib import Path

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.assign import LAWYER
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.members import Member
from alliance_docs.facts.text import normal_name
from alliance_docs.interview.choosing import read_answer, shown
from alliance_docs.interview.keeping import Keeper, Save
from alliance_docs.interview.listing import Listing, said
from alliance_docs.interview.plan import LEAD_NAME, State, Step
from alliance_docs.interview.questionnaire import Questionnaire
from alliance_docs.interview.telling import Progress, Reply, ReviewLine, section_named


class Interview:
    """A conversation over one alliance's facts. All state is in the facts; *save* is told of each change at once.

    *core_only* ends after the core questions; otherwise they come first and the others after them. *section* (id or
    title) limits it to one section. *revisit_skipped* asks skipped questions again, after the open ones. *joined*: members
    that changes.yaml added, who can be named in the facts of later years.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        facts: Facts,
        save: Save,
        *,
        core_only: bool = False,
        section: str | None = None,
        revisit_skipped: bool = False,
        joined: tuple[Member, ...] = (),
    ) -> None:
        self.questionnaire = questionnaire
        self._keeper = Keeper(questionnaire, facts, save, joined)
        self._listing = Listing(self._keeper)
        self.core_only = core_only
        self._section = section_named(questionnaire, section) if section else None
        self._target: str | None = None
        self._trail: list[str] = []
        unfinished = {step.path for step in self._keeper.plan.steps if step.value is not None}
        self._again = set(facts.skipped or ()) - unfinished if revisit_skipped else set()

    @property
    def facts(self) -> Facts:
        """The facts as they stand."""
        return self._keeper.facts

    @property
    def steps(self) -> tuple[Step, ...]:
        """All questions that stand now, in order, whatever their state."""
        return tuple(step for step in self._keeper.plan.steps if self._mine(step))

    def people(self, step: Step) -> Facts:
        """The facts with everyone who can be named in an answer to *step*."""
        return self._keeper.people(step.path)

    # --- where we are ---------------------------------------------------------------------------------------------

    def next(self) -> Step | None:
        """Return the question to ask now, or None when nothing is left to ask."""
        if self._target is not None:
            step = self._keeper.plan.step(self._target)
            if step is not None:
                return step
            self._target = None
        steps = self.steps
        for wanted in (True,) if self.core_only else (True, False):
            found = next((step for step in steps if step.question.core is wanted and step.state is State.OPEN), None)
            if found is not None:
                return found
        return next((step for step in steps if step.path in self._again and step.state is State.SKIPPED), None)

    def progress(self, step: Step | None = None) -> Progress:
        """Return how far it is, told for *step* (the next one by default)."""
        step = step or self.next()
        steps = [one for one in self.steps if one.state is not State.WAITING and (not self._core_pass(step) or one.question.core)]
        standing = {one.section.title for one in self.steps if one.state is not State.WAITING}
        titles = [section.title for section in self.questionnaire.sections if not section.later or section.title in standing]
        done = sum(one.state is not State.OPEN and one.path not in self._again for one in steps)
        n = titles.index(step.section.title) + 1 if step and step.section.title in titles else len(titles)
        return Progress(n, len(titles), step.section.title if step else "完成", done, len(steps))

    def default(self, step: Step) -> str:
        """Return what Enter would answer, in words: the present answer or the default; empty when there is none."""
        value = step.value if step.value is not None else self._keeper.plan.default(step)
        return shown(value, step.question, self.facts)

    def why(self, step: Step | None = None) -> str:
        """Return why the question is asked: its help, its reason, the policy section or law it rests on."""
        step = step or self.next()
        if step is None:
            return ""
        question = step.question
        parts = (question.help, question.why, f"依据：{question.source}" if question.source else "")
        return "\n".join(part for part in parts if part) or f"{question.field.label}将写入文书。"

    def review(self) -> tuple[ReviewLine, ...]:
        """Return every question that stands, with its answer; the numbers serve :meth:`jump`."""
        reachable = [step for step in self.steps if step.state is not State.WAITING]
        return tuple(
            ReviewLine(
                number, step.section.title, step.label, step.state, shown(step.value, step.question, self.facts), step.path
            )
            for number, step in enumerate(reachable, start=1)
        )

    # --- moving ---------------------------------------------------------------------------------------------------

    def back(self) -> Step | None:
        """Go to the question before this one: the one asked before, or the one above it in the questionnaire."""
        here = self.next()
        while self._trail:
            path = self._trail.pop()
            if (here is None or path != here.path) and self._keeper.plan.step(path):
                self._target = path
                return self._keeper.plan.step(path)
        reachable = [step for step in self.steps if step.state is not State.WAITING and (not self._core_pass(here) or step.question.core)]
        paths = [step.path for step in reachable]
        at = paths.index(here.path) if here and here.path in paths else len(paths)
        if at == 0:
            return None
        self._target = paths[at - 1]
        return reachable[at - 1]

    def jump(self, to: str | int) -> Step:
        """Go to the question with that number in the review, that fact path, or that label. Raises UserError."""
        lines = self.review()
        if isinstance(to, int) or to.isdecimal():
            found = next((line for line in lines if line.number == int(to)), None)
            remedy = f"请输入 1 到 {len(lines)} 的数字"
        else:
            wanted = normal_name(to)
            here_now = self._keeper.plan.step(to)
            found = next((line for line in lines if here_now and line.path == here_now.path), None) or next(
                (line for line in lines if wanted in normal_name(line.label)), None
            )
            remedy = nearest(to, [line.label for line in lines])
        if found is None:
            raise UserError(f"没有第“{to}”问" if str(to).isdecimal() else f"没有“{to}”这一问", remedy=remedy)
        here = self.next()
        if here is not None:
            self._trail.append(here.path)
        self._target = found.path
        step = self._keeper.plan.step(found.path)
        assert step is not None
        return step

    # --- answering ------------------------------------------------------------------------------------------------

    def answer(self, raw: str) -> Reply:
        """Answer the present question with what was typed. Raises UserError; the question then stays."""
        step = self._now()
        if raw.strip() == LAWYER:
            return self.defer()
        if step.question.is_records:
            reply = self.add(raw)
            done = self.finish()
            return Reply(done.text, (*reply.notices, *done.notices))
        return self._put(step, read_answer(step.question, raw, self.people(step)))

    def accept(self) -> Reply:
        """Keep the present answer, or take the default, or skip when there is neither."""
        step = self._now()
        if step.value is not None:
            if step.question.is_records and step.path in (self.facts.skipped or ()):
                return self.finish()
            self._leave(step)
            return Reply(shown(step.value, step.question, self.facts))
        default = self._keeper.plan.default(step)
        if default is None:
            return self.skip()
        return self._put(step, default)

    def skip(self) -> Reply:
        """Leave the question unanswered: a visible blank stays in the documents."""
        step = self._now()
        if step.value is not None:
            return self.accept()
        self._keeper.mark("skipped", step.path, True)
        self._leave(step)
        return Reply("已跳过")

    def clear(self) -> Reply:
        """Take the answer back; the question counts as skipped. Raises UserError on a list or on the lead unit."""
        step = self._now()
        if step.question.is_records or step.question.path == LEAD_NAME:
            raise UserError(f"{step.label}不能整项清空", remedy="请用 删3、改3 新名称 逐项更正" if step.question.is_records else "请直接填写新的单位")
        self._keeper.store(step.path, None)
        self._keeper.mark("deferred", step.path, False)
        self._keeper.mark("skipped", step.path, True)
        self._leave(step)
        return Reply("已清空")

    def defer(self) -> Reply:
        """Leave the choice to the lawyer: it stays open in the documents. Raises UserError where nothing is to be chosen."""
        step = self._now()
        if not step.question.defer:
            raise UserError(f"“{step.question.field.label}”是事实，不由律师决定", remedy="暂时不知道的，输入 - 跳过")
        self._keeper.mark("skipped", step.path, False)
        if step.path not in (self.facts.deferred or ()):
            self._keeper.store(step.path, LAWYER)
        self._leave(step)
        return Reply(LAWYER)

    # --- lists of records -----------------------------------------------------------------------------------------

    def add(self, text: str) -> Reply:
        """Put one or more lines (typed, or pasted from a sheet) into the list now asked for. Raises UserError(s)."""
        merged = self._listing.add(self._now(), text)
        return Reply(said(merged), merged.notes)

    def add_file(self, path: Path) -> Reply:
        """Read an .xlsx or .csv file into the list now asked for. Raises UserError(s)."""
        merged = self._listing.add_file(self._now(), path)
        return Reply(said(merged), merged.notes)

    def finish(self) -> Reply:
        """End the list now asked for; an empty one counts as skipped."""
        step = self._now()
        if step.value is None:
            return self.skip()
        self._keeper.mark("skipped", step.path, False)
        self._leave(step)
        return Reply(shown(lookup(self.facts, step.path), step.question, self.facts))

    def items(self, step: Step) -> tuple[str, ...]:
        """Return the names of the list's records as they stand."""
        return self._listing.items(step)

    def rename(self, number: int, name: str) -> Reply:
        """Correct the key of the list's item *number* (from 1). Raises UserError."""
        self._listing.rename(self._now(), number, name)
        return Reply(f"第 {number} 项改为：{name}")

    def drop(self, number: int) -> Reply:
        """Take the list's item *number* (from 1) out again. Raises UserError while other facts name it."""
        return Reply(f"已删去：{self._listing.drop(self._now(), number)}")

    # --- keeping --------------------------------------------------------------------------------------------------

    def _now(self) -> Step:
        step = self.next()
        if step is None:
            raise UserError("没有待答的问题", remedy="输入 << 查看全部问题")
        return step

    def _put(self, step: Step, value: object) -> Reply:
        notices = self._keeper.put(step, value)
        self._leave(step)
        kept = value if step.question.path == LEAD_NAME else lookup(self.facts, step.path)
        return Reply(shown(kept, step.question, self.facts), notices)

    def _leave(self, step: Step) -> None:
        self._target = None
        self._again.discard(step.path)
        if not self._trail or self._trail[-1] != step.path:
            self._trail.append(step.path)

    def _mine(self, step: Step) -> bool:
        if self._section is not None:
            return step.section.id == self._section.id
        return step.question.core or not self.core_only

    def _core_pass(self, step: Step | None) -> bool:
        """Tell whether the core questions are being asked: *step* is one, and one is still open (going back included)."""
        if self.core_only:
            return True
        if step is None or not step.question.core or self._section is not None:
            return False
        return any(one.question.core and one.state is State.OPEN for one in self._keeper.plan.steps)


__all__ = ["Interview", "Progress", "Reply", "ReviewLine", "Save"]
