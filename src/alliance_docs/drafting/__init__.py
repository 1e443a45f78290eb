"""Clause text + facts → Draft: layers of wording, numbering, references."""
