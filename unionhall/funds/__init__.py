"""The money of a body: what was allowed, what was promised, what moved, and whether the bank says the same.

Nouns: an `Account` and its `Entry` rows in a `Journal` (the ledger), a `Budget` line, a `Due` (the union fee of an employer for a
period), a `Payee` with its bank accounts, a `Payment`, a `Batch` of payments that leaves as a file, a bank `Statement` with its
lines. It moves no money itself: the bank does, by the file. It reckons no fee and no refund: that is `lawbook`.
"""
