"""Surveys: what a union body asks its people, who is asked, and what came of it, told so that nobody can be singled out.

Nouns: Survey, Question, Target (who is to be asked), Invitation (one line of the roll, fixed at the opening), Answer. A survey
is named or anonymous; of an anonymous one nothing leads from an answer to a person. It never asks for what the union holds
already: results are cut by a held fact instead. It decides nothing: for votes there is a roll, a booth and a recount of its own.
"""
