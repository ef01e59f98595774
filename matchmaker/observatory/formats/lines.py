"""A cleaned line: what every format is brought to, ready for the store."""

from __future__ import annotations

# Order and type of the columns of a line; what is "" in the file of lines is NULL in the store.
COLUMNS = (
    ("line", "BIGINT"),  # item of a JSON or XML file, line of a CSV
    ("kind", "VARCHAR"),  # m: marché, c: concession
    ("form", "VARCHAR"),  # 2019, 2022, table
    ("buyer", "VARCHAR"),
    ("number", "VARCHAR"),
    ("version", "INTEGER"),  # of a table's line; 0 elsewhere
    ("nature", "VARCHAR"),
    ("framework", "BOOLEAN"),
    ("framework_number", "VARCHAR"),
    ("cpv", "VARCHAR"),
    ("procedure", "VARCHAR"),
    ("object", "VARCHAR"),
    ("place", "VARCHAR"),
    ("department", "VARCHAR"),  # of the place
    ("duration", "INTEGER"),  # months
    ("notified", "DATE"),
    ("published", "DATE"),
    ("amount", "DOUBLE"),  # euros before tax, as declared
    ("price_form", "VARCHAR"),
    ("offers", "INTEGER"),
    ("innovative", "BOOLEAN"),
    ("social", "VARCHAR"),  # letters of method.considerations
    ("environmental", "VARCHAR"),
    ("advance", "BOOLEAN"),
    ("advance_rate", "DOUBLE"),
    ("subcontracting", "BOOLEAN"),
    ("grouping", "VARCHAR"),
    ("source", "VARCHAR"),
    ("buyer_name", "VARCHAR"),
    ("buyer_department", "VARCHAR"),  # told by a table
    ("parties", "VARCHAR"),
    ("changes", "VARCHAR"),
    ("rules", "VARCHAR"),  # names of the rules that touched the line, between commas
)
NAMES = tuple(name for name, _type in COLUMNS)
# Marks of control that no clean text holds: between parties, between the parts of one, between changes.
BETWEEN, INSIDE, CHANGE = "\x1e", "\x1f", "\x1d"

Row = tuple[object, ...]


class SetAside(Exception):
    """A line that cannot be a contract: which field, its value, and why."""

    def __init__(self, field: str, value: object, reason: str, *, number: str = "", buyer: str = "") -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field, str(value)[:200], reason
        self.number, self.buyer = number[:200], buyer[:200]

    def row(self, line: int) -> Row:
        return (line, self.number, self.buyer, self.field, self.value, self.reason)
