"""Real-name lists of people the union looks after: bedridden, living alone, disabled, riders, and whatever a federation names (mechanism H6).

Nouns: a `RegisterKind` (what for, on which legal basis, how sensitive, how often looked at again), a `Register` (the list of
one kind that one body keeps), a `RegisterEntry` (a person on it, why, and until when) and its `EntryStep`s. Standing on a list
entitles to nothing and scores nobody: it says whom to visit. Whoever stands there sees it, and who opened it.
"""
