"""Forms of the Rencontres, one module for each part."""
