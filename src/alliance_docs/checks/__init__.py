"""Checks: facts and drafts in, findings out. Pure; knows no Word and no disk layout."""
