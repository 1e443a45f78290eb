"""What is wrong in the text of a template, told from the text alone: tags, clauses, typed numbers, words, references."""
