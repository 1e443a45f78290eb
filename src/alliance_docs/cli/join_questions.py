"""At a terminal ``members join`` asks what a new member's papers need and the command line did not say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.change_options import Options
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.facts.changing import Told
    from alliance_docs.facts.facts import Facts
    from alliance_docs.interview.questionnaire import Question

_MEMBER = "members[]."


Trying = Callable[["Told"], object]
"""Tries whether the member can join with what is told so far; raises UserError."""


def with_answers(facts: Facts, name: str, told: Told, options: Options, trying: Trying) -> Told:
    """Return *told* with what was answered put in as settings; each answer is tried before the next question. Raises UserError.

    A mistake in what was given already is told before anything is asked. Nothing is asked without a terminal, with ``--yes`` and with ``--dry-run``. Nothing is written here.
    """
    from alliance_docs.facts.change_types import change_type
    from alliance_docs.interview.loading import load

    trying(told)
    if options["yes"] or options["dry"] or not (sys.stdin.isatty() and sys.stdout.isatty()) or not facts.jurisdiction:
        return told
    given = {setting.partition("=")[0].strip() for setting in told.settings}
    questions = load(facts.jurisdiction)
    asked = [path for path in change_type("join").needs if path.removeprefix(_MEMBER) not in given]
    if asked:
        click.echo(_("请填写{name}的情况；还不知道的，直接按回车。", name=name))
    for path in asked:
        told = _with_one(facts, told, path.removeprefix(_MEMBER), questions.question(path), trying)
    return told


def _with_one(facts: Facts, told: Told, field: str, question: Question | None, trying: Trying) -> Told:
    """Ask one question until the answer can be taken, or is empty."""
    from alliance_docs.facts.fields import field_of
    from alliance_docs.interview.choosing import offers, read_answer

    words = question.ask if question else field_of(f"{_MEMBER}{field}").label
    for number, choice in enumerate(offers(question, facts) if question else (), start=1):
        words += f"\n  {number}. {choice.label}"
    while True:
        raw = click.prompt(words, default="", show_default=False, prompt_suffix=" ▸ ").strip()
        if not raw:
            return told
        try:
            value = read_answer(question, raw, facts) if question else raw
            more = replace(told, settings=(*told.settings, f"{field}={value}"))
            trying(more)
        except UserError as error:
            click.echo(str(error), err=True)
            continue
        return more
