"""Questionnaire and facts → the next question. No screen in it."""
