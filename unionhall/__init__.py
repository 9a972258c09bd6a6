"""Unionhall: a federation of trade unions serves its workers."""

__version__ = "0.1.0"
