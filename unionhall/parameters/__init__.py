"""The values of the law as this federation keeps them: what the book brings, and on top what two people approved.

Nouns: a `ValueProposal` (a new notice, a comparison with the source, a correction) with its `ProposedValue` rows, and the
`BookVersion` that moves when one is approved. Nothing is overwritten: a corrected or withdrawn value is a further row, and
the book is read as the tables that come with it plus the approved rows in their order. It reckons nothing: that is `lawbook`.
"""
