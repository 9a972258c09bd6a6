"""`python -m bench NAME …`: which benches are there, and run one."""

from __future__ import annotations

import importlib
import os
import sys

BENCHES = {
    "cases": "worklist, file, transition and API at 100,000 and 1,000,000 cases, beside a bare Django page",
    "members": "a list of 100,000 or 1,000,000 members, beside a raw COPY and django-import-export; one person over HTTP",
    "tree": "300,000 bodies: lists and counts of subtrees, moving 10,000, the tree on a day, beside raw SQL and recursion",
    "letters": "bringing in 9,000 letters",
    "audit": "writing and verifying 10,000 audit rows",
    "exposed": "whose data an account read, among 1,000,000 readings, beside a raw indexed count",
    "triage": "learning, suggesting and grouping at 1,000 / 10,000 / 100,000 letters, beside plain scikit-learn",
    "problems": "how whole and how clean shared problems are found: planted topics, and a reference list if given",
    "lawbook": "severance explained for 1,000 and 100,000 workers beside OpenFisca-Core, and an Excel batch of 2,000",
    "mutants": "how many deliberate faults in the law book's money paths its worked examples and tests find",
    "strangers": "100,000 keys of other people's rows, and of nobody's, at every address: all 404",
    "funds": "postings a second through the service layer, one in ten sent twice, beside raw SQL of the same rows",
    "doors": "sign-ins a second beside page requests and the hash alone, and members moved with one step beside raw SQL",
    "map": "a map of 100,000 stations: first paint, whole and bytes, beside one GeoJSON file of all of them",
    "stations": "the nearest open of 100,000 stations a second, through the service and HTTP, beside a bounding box in SQL",
    "siting": "maximal cover of 20,000 points by 50 of 1,000 candidates beside spopt; published instances with known optima",
    "places": "15-minute reach of 1,000 stations on Wuhan's roads and on a grid of a million junctions, beside scipy, pandana, networkx, osmnx",
    "first_page": "bytes and time to usable of the worker's first page",
}


def main() -> None:
    """List the benches, or run the one named."""
    if len(sys.argv) < 2 or sys.argv[1] not in BENCHES:
        print("make bench ARGS='NAME [OPTIONS]'\n")
        for name, what in BENCHES.items():
            print(f"  {name:12} {what}")
        return
    os.environ.setdefault("UNIONHALL_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    importlib.import_module(f"bench.{sys.argv[1]}").main(sys.argv[2:])


if __name__ == "__main__":
    main()
