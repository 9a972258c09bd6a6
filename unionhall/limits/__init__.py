"""The limits the law sets, running on a case: by which day must who act, and what happened to that day (rules C17, C21, C26).

Nouns: a `LimitFact` (a day or an answer that starts, keeps or stops limits), a `LimitEvent` (what interrupts or suspends one),
the `RunningLimit` (a copy of what was reckoned, for lists), a `Reminder` that was given, and an officer's `CalendarFeed`. The
reckoning is pure (`calendars.py` over `unionhall.lawbook`): facts in, limits out. Facts and events are never overwritten. The service
promises of a union (`cases/clocks.py`) are other clocks and stand beside these.
"""
