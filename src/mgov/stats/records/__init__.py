"""Flat records: what measures count, made of the models of the other rooms at a moment."""
