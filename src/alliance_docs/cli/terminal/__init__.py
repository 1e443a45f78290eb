"""The interview at a terminal (prompt_toolkit) and on plain standard input."""
