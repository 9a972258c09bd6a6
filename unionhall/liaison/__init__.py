"""Who answers for which enterprise, village or station, when they were last in touch, and what goes on along a supply chain (mechanisms O3, O5).

Nouns: a `SubjectKind` (what is answered for; rows, not words of the program), a `LiaisonList` of one kind at one body with its
dated `ContactRule`s, a `LiaisonSubject` on it, the `Charge` of who answers for it, a `Contact`; a `ChainStation` with its chief,
residents and enterprises in the order of the chain, and a `Blockage`, which is handled as a case. What is overdue is a list of
subjects; nobody is ranked, nobody checks in, and no photo or position is asked for.
"""
