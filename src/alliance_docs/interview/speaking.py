"""A questionnaire said in the words of a jurisdiction: 秘书处 where the common questions say 联盟办公室 (AMB-30)."""

from __future__ import annotations

from dataclasses import replace

from alliance_docs.interview.questionnaire import Question, Questionnaire
from alliance_docs.jurisdictions.speech import Speech


def said(questionnaire: Questionnaire, speech: Speech) -> Questionnaire:
    """Return *questionnaire* with titles, questions, helps, reasons and consequences in the words of *speech*.

    What is stored stays the same: the value of a choice is said otherwise, not changed.
    """
    sections = tuple(
        replace(section, title=speech.say(section.title), questions=tuple(_said(one, speech) for one in section.questions))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def _said(question: Question, speech: Speech) -> Question:
    say = speech.say
    return replace(
        question,
        ask=say(question.ask),
        label=say(question.label),
        help=say(question.help or ""),
        why=say(question.why),
        choices=tuple(replace(one, label=say(one.label), consequence=say(one.consequence)) for one in question.choices),
        columns=tuple(
            replace(one, headers=tuple(dict.fromkeys((*one.headers, *(say(header) for header in one.headers))))) for one in question.columns
        ),
    )
