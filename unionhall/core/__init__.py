"""Mechanisms with no domain: what every module stands on.

Nouns: actor, verdict, lifecycle, event, audit entry, sealed field, number series, working day, stored file, link token.
It knows nothing of unions, workers or cases, and imports nothing from the other modules.
"""
