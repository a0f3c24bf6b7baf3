"""The stages: what is true of the news itself, and of nothing around it."""
