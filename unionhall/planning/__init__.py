"""Who is within fifteen minutes of an open door, and where should the next one stand?

Nouns: a `RoadNetwork` whose arrays lie on the disk, a `DemandLayer` of points with numbers, a `CircleRun` (who reaches a door that is
open at an hour, by district and through a day), a `SitingPlan` with its answer at once and its proof in the background. Whatever is
reckoned is kept with what it was reckoned from. The arithmetic is in `geo` and `siting`.
"""
