"""The peer of the law book: the same three-branch compensation in OpenFisca-Core. Run by `bench.lawbook` in an environment of its own.

Branches: the average raised to the minimum wage; capped at three times the local average with at most twelve years; months of
service in halves since 2008. It reads a JSON file of people and prints seconds and the sum of what it found.
"""

from __future__ import annotations

import calendar
import json
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from openfisca_core import entities, periods, taxbenefitsystems
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.variables import Variable

Person = entities.build_entity("person", "persons", "A worker", is_person=True)
MONTH = "2024-12"


class average(Variable):
    value_type, entity, definition_period = float, Person, periods.DateUnit.MONTH


class minimum(Variable):
    value_type, entity, definition_period = float, Person, periods.DateUnit.MONTH


class local_average(Variable):
    value_type, entity, definition_period = float, Person, periods.DateUnit.MONTH


class months_of_service(Variable):
    value_type, entity, definition_period = int, Person, periods.DateUnit.MONTH


class days_beyond(Variable):
    value_type, entity, definition_period = int, Person, periods.DateUnit.MONTH


class compensation(Variable):
    value_type, entity, definition_period = float, Person, periods.DateUnit.MONTH

    def formula(person, period, parameters):
        base = np.maximum(person("average", period), person("minimum", period))
        three = 3 * person("local_average", period)
        capped = base > three
        served = person("months_of_service", period)
        years, rest, days = served // 12, served % 12, person("days_beyond", period)
        counted = years + np.select([rest >= 6, (rest > 0) | (days > 0)], [1.0, 0.5], 0.0)
        counted = np.where(capped, np.minimum(counted, 12), counted)
        return np.round(np.where(capped, three, base) * counted, 2)


def main(file: str) -> None:
    people = json.loads(Path(file).read_text())
    system = taxbenefitsystems.TaxBenefitSystem([Person])
    for variable in (average, minimum, local_average, months_of_service, days_beyond, compensation):
        system.add_variable(variable)
    began, began_cpu = time.perf_counter(), time.process_time()
    simulation = SimulationBuilder().build_default_simulation(system, count=len(people))
    simulation.set_input("average", MONTH, np.array([sum(map(float, p["wages"])) / len(p["wages"]) for p in people]))
    simulation.set_input("minimum", MONTH, np.array([float(p["min_wage"]) for p in people]))
    simulation.set_input("local_average", MONTH, np.array([float(p["social_avg"]) for p in people]))
    served = [_served(person) for person in people]
    simulation.set_input("months_of_service", MONTH, np.array([months for months, _days in served]))
    simulation.set_input("days_beyond", MONTH, np.array([days for _months, days in served]))
    found = simulation.calculate("compensation", MONTH)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "cpu": time.process_time() - began_cpu,
                "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "sum": float(np.sum(found.astype(float))),
            }
        )
    )


def _served(person: dict) -> tuple[int, int]:
    start, after = date.fromisoformat(person["hire"]), date.fromisoformat(person["end"]) + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    while _later(start, months) > after:
        months -= 1
    return months, (after - _later(start, months)).days


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


if __name__ == "__main__":
    main(sys.argv[1])
