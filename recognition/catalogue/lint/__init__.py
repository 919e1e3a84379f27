"""Checks of the law as written, one small module per family of codes; `run.lint` asks them all."""
