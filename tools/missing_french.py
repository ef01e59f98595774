"""List the messages that have no French yet, as an empty PO file to fill."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from babel.messages import Catalog  # noqa: E402 - the package is found from the root
from babel.messages.extract import extract_from_dir  # noqa: E402
from babel.messages.pofile import write_po  # noqa: E402

from matchmaker.web import i18n  # noqa: E402

METHODS = {"matchmaker": [("**.py", "python")], "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")]}
KEYWORDS = {"_": None, "_l": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


def main() -> None:
    known = i18n.merged("fr")
    missing = Catalog(locale="fr")
    for top, methods in METHODS.items():
        for name, line, message, _comments, _context in extract_from_dir(
            ROOT / top, methods, keywords=KEYWORDS
        ):
            if message and known.get(message) is None:
                missing.add(message, locations=[(f"{top}/{name}", line)])
    write_po(sys.stdout.buffer, missing, width=0)


if __name__ == "__main__":
    main()
