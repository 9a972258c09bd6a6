"""Forming a union: applied for by workers, prepared, elected, registered; its terms of office; its dissolution (mechanism O2).

Nouns: Formation (an application to form a union), Signature (a worker who is willing to join it), FormationPaper, Election (the
first one or one of a later term) with its Candidates, Term (of office), Dissolution, StepLimit (within how many days the body
above answers). Ballots are counted by hand and recorded here; the secret booth is another module's. Nobody at the employer
sees who signed, and whoever is tied to the employer never sees the application.
"""
