"""Facts and drafts → findings. Knows no Word."""
