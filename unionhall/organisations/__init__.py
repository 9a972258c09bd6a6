"""Bodies and how they nest: union bodies, employers, partner agencies, places, and who answers for what.

Nouns: Organisation, Employer, Division, Responsibility. It does not know people: posts and memberships live in
`people`.
"""
