"""The command line: words and wiring only, one file a command."""
