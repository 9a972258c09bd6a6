"""How does the audit trail speak of forming unions? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Forming unions")

VERBS = {
    "dissolution.asked": pgettext_lazy("audit trail", "Applied for the dissolution of a union"),
    "dissolution.dissolve": pgettext_lazy("audit trail", "Dissolved a union"),
    "dissolution.keep": pgettext_lazy("audit trail", "Refused the dissolution of a union"),
    "dissolution.take_back": pgettext_lazy("audit trail", "Took an application for dissolution back"),
    "election.approve": pgettext_lazy("audit trail", "Approved the result of an election"),
    "election.call_off": pgettext_lazy("audit trail", "Called an election off"),
    "election.called": pgettext_lazy("audit trail", "Called an election"),
    "election.record_result": pgettext_lazy("audit trail", "Recorded the result of an election"),
    "election.set_aside": pgettext_lazy("audit trail", "Had an election held again"),
    "formation.allow_preparation": pgettext_lazy("audit trail", "Let the preparation of a union begin"),
    "formation.apply": pgettext_lazy("audit trail", "Applied to form a union"),
    "formation.correct": pgettext_lazy("audit trail", "Corrected an application to form a union"),
    "formation.identify": pgettext_lazy("audit trail", "Named the employer of a union that is formed"),
    "formation.paper_added": pgettext_lazy("audit trail", "Put a paper on an application to form a union"),
    "formation.paper_removed": pgettext_lazy("audit trail", "Took a paper off an application to form a union"),
    "formation.pass_up": pgettext_lazy("audit trail", "Handed an application to form a union to the body above"),
    "formation.refuse": pgettext_lazy("audit trail", "Refused an application to form a union"),
    "formation.register": pgettext_lazy("audit trail", "Registered a union"),
    "formation.send_again": pgettext_lazy("audit trail", "Sent an application to form a union again"),
    "formation.send_back": pgettext_lazy("audit trail", "Asked for what is missing in an application to form a union"),
    "formation.withdraw": pgettext_lazy("audit trail", "Withdrew an application to form a union"),
    "signature.given": pgettext_lazy("audit trail", "Signed to join a union that is formed"),
    "signature.taken_back": pgettext_lazy("audit trail", "Took a signature back"),
    "signature.typed_in": pgettext_lazy("audit trail", "Typed in a signature given on paper"),
    "step_limit.set": pgettext_lazy("audit trail", "Set the time within which a step is answered"),
    "term.begun": pgettext_lazy("audit trail", "A term of office began"),
    "term.recorded": pgettext_lazy("audit trail", "Entered a term of office"),
    "term.reminded": pgettext_lazy("audit trail", "Reminded of the end of a term of office"),
}
RECORDS = {
    "forming.Candidate": pgettext_lazy("audit trail", "candidate"),
    "forming.Dissolution": pgettext_lazy("audit trail", "dissolution of a union"),
    "forming.Election": pgettext_lazy("audit trail", "election"),
    "forming.Formation": pgettext_lazy("audit trail", "application to form a union"),
    "forming.FormationPaper": pgettext_lazy("audit trail", "paper of an application to form a union"),
    "forming.FormationStep": pgettext_lazy("audit trail", "step of an application to form a union"),
    "forming.Signature": pgettext_lazy("audit trail", "signature to join a union"),
    "forming.StepLimit": pgettext_lazy("audit trail", "limit of a step"),
    "forming.Term": pgettext_lazy("audit trail", "term of office"),
}
