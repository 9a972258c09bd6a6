"""Which doors are open to workers, when, with what inside, and are they what they should be?

Nouns: a `Venue` (rest station, workers' home, reading room …) with its host, operating body, keeper, equipment and hours; a
`Report` from somebody at the door; an `Inspection` by checklist with shortfalls that are to be put right by a day.
"""
