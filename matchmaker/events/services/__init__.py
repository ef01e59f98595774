"""Verbs of the Rencontres, a file a family."""
