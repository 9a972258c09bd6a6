"""How far is it on foot, by the ways that exist? Plain Python over NumPy and SciPy; knows nothing of Django.

Nouns: a `Network` of junctions and ways in compressed arrays, points snapped to the nearest point *on a way*, the reach of
stations in metres or minutes, `Hours` of an open door, circles with their denominators, and datums (WGS-84, GCJ-02, BD-09).
"""
