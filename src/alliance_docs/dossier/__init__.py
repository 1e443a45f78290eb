"""The alliance's folder on disk: load, save, build, check, attach."""
