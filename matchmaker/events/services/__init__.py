"""Verbs of the Rencontres: they flush, never commit, and record in the journal."""
