"""All that is used of Whoosh: what 2.7.4 and its forks have in common, so that one may replace the other.

Whoosh 2.7.4 was written before raw strings were asked for: its own warnings, when Python compiles it for the
first time, tell our users nothing and are kept quiet here.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.filterwarnings("ignore", "invalid escape sequence", DeprecationWarning)
    from whoosh.analysis import Analyzer, Token
    from whoosh.codec import default_codec
    from whoosh.fields import ID, STORED, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Existence, Positions
    from whoosh.index import LockError, create_in, open_dir
    from whoosh.reading import TermNotFound
    from whoosh.util.filelock import try_for

    # The codec is imported when first asked for; ask now.
    default_codec()

__all__ = [
    "ID",
    "STORED",
    "Analyzer",
    "Existence",
    "FieldType",
    "FileStorage",
    "LockError",
    "Positions",
    "Schema",
    "TermNotFound",
    "Token",
    "create_in",
    "open_dir",
    "try_for",
]
