"""Which tests run in one process, one after the other: what they share is made once.

pytest-xdist's own groups are marks, which pytest 9.2 no longer carries to the scheduler; the same is said here
by the names of the tests.
"""

from __future__ import annotations

import re

from xdist.scheduler import LoadScopeScheduling

# One running product for all browsers; one walk of each hostile visitor.
TOGETHER = (
    (re.compile(r"tests/browser/"), "browser"),
    (re.compile(r"tests/hostile/.*\[([a-z]+_?(?:buyer|supplier)|[a-z]+)\]$"), r"hostile \1"),
    (re.compile(r"(tests/(?:test_catalogue|test_architecture|hostile/test_protocol)\.py)"), r"\1"),
)


class Shares(LoadScopeScheduling):
    """Each test by itself, but for those of `TOGETHER`; these come first, the largest share before all."""

    def _split_scope(self, nodeid: str) -> str:
        for pattern, share in TOGETHER:
            if found := pattern.match(nodeid):
                return found.expand(share)
        return nodeid
