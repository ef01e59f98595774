"""The report of a sourcing: one value, and its renderings."""
