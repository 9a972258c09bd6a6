"""Django's PostgreSQL backend, with one thing added: work that runs last in a transaction, just before COMMIT.

The audit chain is forged there. Taking its lock earlier would hold every other writer up for the rest of the
transaction, and would deadlock with transactions that come to it holding rows the first still wants.
"""
