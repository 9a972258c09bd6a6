"""The law book: what labour law says in numbers, and why. Plain Python, so that it can be read and used on its own.

One concept, one file: the path is the table of contents. A calculator is a pure function that takes the day of the event
(`on=`) and returns a `Finding` with its steps, articles and parameters. Values that change with time and place stand in
`data/` with their source. It computes amounts once the ground is stated; it decides no disputed facts.
"""
