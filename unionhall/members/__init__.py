"""Joining a union, moving to another, and what a membership becomes when work ends.

Nouns: `Application` (somebody asks to join, or to move from one union to another), `Door` (how one union takes people in),
`HomeRule` (which union is home to people whose employer has none), `Removal` (a proposal to remove a member, with their right
to be heard and a second person), and the card: a signed credential that anybody can check without a connection. The books
themselves, `Membership`, are kept by `people`; money is kept by `funds`, lists of names come in by `rosters`.
"""
