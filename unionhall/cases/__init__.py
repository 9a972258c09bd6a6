"""Letters, appeals and disputes, from intake to closure and call-back.

Nouns: Case, Complainant, Party, the append-only facts (status, assignment, routing, note, session), Settlement,
Callback, Transfer, CaseFile, Feedback, ServicePromise. Who a complainant is stands apart from the case, in Complainant;
the case itself names nobody. It computes no law (`lawbook` does) and sends nothing itself (`notices` does).
"""
