"""Papers that leave the house: drafted from the file of a case and its findings, written as Word, numbered, sent, answered.

Nouns: a `Paper` (one draft, its number), its `PaperVersion`s (written once, never changed), the `Sending` of a letter of legal
supervision with its reply limit, and the `Reply`. `cases` knows who may handle a matter, `claims` what is asked for; what the
file lacks stands in a paper as a gap and is never made up. The agreement of a settlement is written by `cases`; here it is
only listed beside the others.
"""
