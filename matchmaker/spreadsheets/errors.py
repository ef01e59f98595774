"""Why a file cannot be read as a table: each a sentence for whoever sent it."""

from __future__ import annotations

from matchmaker.errors import N_, DomainError


class SheetError(DomainError):
    """The whole file is refused; nothing of it was used."""

    message = N_("This file cannot be read as a table.")


class EmptySheet(SheetError):
    message = N_("This file holds no line below its headings.")


class NotATable(SheetError):
    message = N_("This file is no table: give a CSV or an XLSX file.")


class OldFormat(SheetError):
    message = N_("This is an old or a protected spreadsheet: save it as XLSX without a password, or as CSV.")


class OtherFormat(SheetError):
    message = N_("This is a spreadsheet of another kind: save it as XLSX or as CSV.")


class BrokenFile(SheetError):
    message = N_("This spreadsheet is damaged: open it, save it again, and send that.")


class TooHeavy(SheetError):
    message = N_("This file is too large: %(limit)d MB at most.")


class SwellingFile(SheetError):
    message = N_("This file swells beyond measure when it is opened: it is refused.")


class TooManyRows(SheetError):
    message = N_("This file has too many lines: %(limit)d at most. Cut it in several.")


class TooManyColumns(SheetError):
    message = N_("Line %(line)d has too many columns: %(limit)d at most.")


class CellTooLong(SheetError):
    message = N_("Line %(line)d holds a cell of more than %(limit)d characters.")


class OpenQuote(SheetError):
    message = N_("A quotation mark is opened on line %(line)d and never closed.")


class ZeroCharacter(SheetError):
    message = N_("Line %(line)d holds a character that no text has: the file is damaged, or is no CSV.")
