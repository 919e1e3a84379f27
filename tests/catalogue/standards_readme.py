"""The table of all lists in standards/README.md: `python -m tests.catalogue.standards_readme` writes it anew."""

from __future__ import annotations

from collections import Counter

from recognition.catalogue.folders import data_folder
from recognition.catalogue.standards import default_standards
from recognition.foundations.bases import BASES

BEGIN = "<!-- lists: written by tests/catalogue/standards_readme.py -->"
END = "<!-- end of lists -->"
README = data_folder("standards") / "README.md"


def table_of_lists() -> str:
    """One line a list: name, subject, what its silence means, records by basis, when it is due again."""
    lines = ["| list | about | silence means | records | due |", "|---|---|---|---|---|"]
    standards = default_standards()
    for name in standards.names():
        table = standards.table(name)
        by_basis = Counter(row.basis for row in table.rows)
        records = ", ".join(f"{by_basis[basis]} {basis}" for basis in BASES if by_basis[basis])
        silence = "not listed" if table.complete else "unknown"
        lines.append(f"| `{name}` | {table.title} | {silence} | {records} | {table.checked.next.text} |")
    return "\n".join(lines)


def written() -> str:
    """The whole page with the table as the lists have it now."""
    page = README.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table_of_lists()}\n\n{END}{after}"


if __name__ == "__main__":
    README.write_text(written(), "utf-8")
