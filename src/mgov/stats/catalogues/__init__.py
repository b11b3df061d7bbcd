"""Catalogues of measures: definitions as data, with their sources."""
