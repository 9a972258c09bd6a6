"""What a worker may claim: findings of the law book, kept on the file as they were reckoned, and the claims made of them.

Nouns: a `KeptFinding` (sealed, with the law of the event's day; replaced by another one, never changed) and a `Claim`, an item of a
finding that is asked for. `lawbook` reckons and knows no file; `cases` knows who may see and handle a matter. Nothing here is
written for one calculator: what is asked, known, shown and claimed follows from the calculators' declarations.
"""
