"""What a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem

Check = Callable[[Scope], Iterator[Problem]]
"""Yields what it finds wrong; knows one thing only."""
