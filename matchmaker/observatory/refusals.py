"""Why a file of contracts was refused, in the reader's words: the first words of the reason tell which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

# The longest beginnings first.
REASONS = (
    ("this is a ZIP archive", _l("This is a ZIP archive: take the file out of it first.")),
    ("this is a 7z archive", _l("This is a 7z archive: take the file out of it first.")),
    ("this is compressed", _l("The file is compressed (gzip): expand it first.")),
    ("this is a Parquet file", _l("This is a Parquet file: export it as CSV.")),
    ("this is a PDF", _l("This is a PDF, not a file of data.")),
    ("this is an image", _l("This is an image, not a file of data.")),
    ("this is a web page", _l("This is a web page, not contracts: save the file that it leads to.")),
    ("this is not a text file", _l("This is not a text file.")),
    ("the file is empty", _l("The file is empty.")),
    ("neither DECP JSON", _l("This is neither DECP JSON, nor DECP XML, nor the CSV of decp.info.")),
    ("there is no contract", _l("There is no contract in this file.")),
    ('there is no "marches"', _l("There is no “marches” in this JSON: it holds something else.")),
    ("the file is cut", _l("The file is cut: its end is missing.")),
    ("text follows the end", _l("Text follows the end of the contracts: perhaps two files in one.")),
    ("values are nested too deep", _l("Values are nested too deep.")),
    ("an item is too long", _l("A contract is longer than any real one can be.")),
    ("a line is too long", _l("A line is longer than any real one can be.")),
    ("a document type declaration", _l("An XML document type declaration is not accepted.")),
    ("the root is", _l("The root of this XML is not “marches”.")),
    ("not well-formed XML", _l("The XML is not well-formed, or it is cut.")),
    ("not well-formed CSV", _l("The CSV is not well-formed, or it is cut.")),
    ("columns missing", _l("Columns are missing.")),
    ("cannot be read", _l("The file cannot be read.")),
)


def told(outcome: Mapping[str, Any]) -> str:
    """One sentence, with the line where the file breaks."""
    if "failed" in outcome:
        return gettext(
            "The disk is full, or the import was cut: what was there is unchanged. Send it again later."
        )
    reason = str(outcome.get("refused", ""))
    words = next((str(text) for start, text in REASONS if reason.startswith(start)), None)
    words = words or gettext("This is not JSON as contracts are written in.")
    line = outcome.get("line")
    return gettext("%(words)s (line %(line)s)", words=words, line=line) if line else words
