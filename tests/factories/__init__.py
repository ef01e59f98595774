"""Rows made for tests, without surprises: what is not said is plain and valid."""

from tests.factories.make import Make

__all__ = ["Make"]
