"""Three-way merging of drafts: what the templates gave, what they give now, and what a lawyer made of it."""
