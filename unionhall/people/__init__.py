"""Persons and what they hold: accounts, posts, ties to employers, mandates, memberships, consents, tokens.

This module builds the Actor. It does not know cases: whatever happens to a person elsewhere is that module's.
"""
