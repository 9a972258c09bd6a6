"""Who is within fifteen minutes of an open door, and where should the next one stand?

Nouns: a road network kept on disk, a `Demand` layer, a `Circle` run (coverage at an hour, by district), a siting `Plan` with its
answer at once and its proof in the background. The arithmetic is in `geo` and `siting`.
"""
