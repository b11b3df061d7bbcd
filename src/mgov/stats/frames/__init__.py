"""Measures of frames, on whatever engine they are. The one door to narwhals."""
