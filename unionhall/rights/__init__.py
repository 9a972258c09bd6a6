"""What the law gives a worker: the law book's calculators as guided questions, for everybody, without signing in.

Nothing here is written for one calculator and nothing is stored: questions, their order and their words follow from the
declarations in `lawbook`, answers stay in the worker's browser. `cases` takes over what becomes a matter.
"""
