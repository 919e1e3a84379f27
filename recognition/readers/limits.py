"""How much of anything a document may hold. All limits of reading stand here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, all inclusive; what lies above is refused before it costs memory or time."""

    input_bytes: int = 10_000_000
    inflated_bytes: int = 10_000_000
    depth: int = 100  # levels of elements, mappings and lists; an honest ELMO document needs 12
    nodes: int = 200_000  # elements, or scalars, lists and mappings together
    attributes: int = 1_000  # on one element
    name_characters: int = 200  # of an element, an attribute or a key
    text_characters: int = 100_000  # one text value; the largest attachment in the samples has 98,582
    integer_digits: int = 15  # also before the point of a decimal: stays exact in every format and engine
    fraction_digits: int = 340  # the smallest double has 324, and programs print a mean with 16
    magnitude_digits: int = 309  # of a number of JSON with a fraction or an exponent: the largest double
    first_year: int = 1900
    last_year: int = 2199
    problems: int = 100  # reported at once for one document


LIMITS = Limits()
