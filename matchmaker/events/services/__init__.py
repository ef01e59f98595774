"""Verbs of the Rencontres, by what they are about."""
