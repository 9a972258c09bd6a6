"""Lists of names: the members of a union, or of a whole province, from a spreadsheet into the register.

Nouns: a `RosterImport` (one file of one body: looked at, tried, run, reported), its `RosterRow`s (what became of each row),
a `RosterLayout` (which column held what, remembered for the body), and a `RosterMerge` (a row put together with somebody on
record by an officer, with what stood there before). People and memberships are written by `people.bulk`; this module reads,
checks, decides and proves.
"""
