"""Which ways are there, how long are they, and which point of them is nearest? A network in compressed arrays.

A `Network` is junctions (longitude, latitude) and ways between two of them (metres, and who may go there). Bends are junctions
of two ways. All ways go both ways: people on foot may, and for riders the one-way signs are left aside, because a rider can push.
"""

from .building import Report, build
from .from_csv import read_csv
from .from_geojson import read_geojson
from .from_osm import read_osm
from .kept import MODES, RIDE, WALK, Network
from .snapping import Snapped
from .sphere import EARTH, great_circle

__all__ = [
    "EARTH",
    "MODES",
    "RIDE",
    "WALK",
    "Network",
    "Report",
    "Snapped",
    "build",
    "great_circle",
    "read_csv",
    "read_geojson",
    "read_osm",
]
