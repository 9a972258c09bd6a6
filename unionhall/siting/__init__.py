"""Where should the next stations stand? Plain Python over SciPy and HiGHS; knows nothing of Django.

Nouns: an `Instance` (demand, candidates, which candidate reaches which demand), an objective, an `Answer` with its sites, its
count and a certified bound. Every answer is counted again from its sites by code of its own.
"""
