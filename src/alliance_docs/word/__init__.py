"""Draft → .docx and .docx → Draft. Knows no rule and no disk layout."""
