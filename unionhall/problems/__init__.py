"""Problems that many letters share: found, weighed by the chair, taken up, and answered to every writer (mechanism R6).

Nouns: a `SharedProblem`, the `Voice` each letter has in it, a `ProblemStep` of what was done, the `ProblemAnswer` to all writers, and
the `Watch` by which a body says how many people at how many sites make a problem. Letters are cases and stay where they
are; this module reads what they share and never shows one letter, or a few, as if they were many. It decides nothing:
it proposes, and the chair accepts or dismisses.
"""
