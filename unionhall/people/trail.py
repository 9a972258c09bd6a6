"""How does the audit trail speak of people, posts and signing in? Every verb, kind of record and purpose written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "People, posts, signing in")

VERBS = {
    "account.invited": pgettext_lazy("audit trail", "Sent a link to set a password"),
    "account.opened": pgettext_lazy("audit trail", "Opened an account"),
    "account.signed_in": pgettext_lazy("audit trail", "Signed in"),
    "account.signed_out": pgettext_lazy("audit trail", "Signed out"),
    "audit.verified": pgettext_lazy("audit trail", "Checked that the trail is whole"),
    "consent.given": pgettext_lazy("audit trail", "Gave a consent"),
    "consent.withdrawn": pgettext_lazy("audit trail", "Took a consent back"),
    "mandate.accepted": pgettext_lazy("audit trail", "Agreed to act for a worker"),
    "mandate.declined": pgettext_lazy("audit trail", "Declined to act for a worker"),
    "mandate.given": pgettext_lazy("audit trail", "Gave or recorded a mandate"),
    "mandate.revoked": pgettext_lazy("audit trail", "Ended a mandate"),
    "membership.recorded": pgettext_lazy("audit trail", "Recorded a membership"),
    "password.changed": pgettext_lazy("audit trail", "Changed the password"),
    "password.set": pgettext_lazy("audit trail", "Set a password"),
    "person.channel_changed": pgettext_lazy("audit trail", "Changed how to be reached"),
    "person.details_changed": pgettext_lazy("audit trail", "Changed personal details"),
    "person.entered": pgettext_lazy("audit trail", "Entered a person"),
    "person.exported": pgettext_lazy("audit trail", "Took out their own data"),
    "person.read": pgettext_lazy("audit trail", "Opened a person's record"),
    "post.ended": pgettext_lazy("audit trail", "Ended a post"),
    "post.given": pgettext_lazy("audit trail", "Gave a post"),
    "program.registered": pgettext_lazy("audit trail", "Registered a program of a body"),
    "program.revoked": pgettext_lazy("audit trail", "Ended a program of a body"),
    "program.signed_in": pgettext_lazy("audit trail", "A program signed in"),
    "program.token_made": pgettext_lazy("audit trail", "Made a token for an own program"),
    "program.token_revoked": pgettext_lazy("audit trail", "Ended a token of an own program"),
    "recovery_codes.renewed": pgettext_lazy("audit trail", "Renewed recovery codes"),
    "second_factor.begun": pgettext_lazy("audit trail", "Set up a second factor"),
    "second_factor.dropped": pgettext_lazy("audit trail", "Took off a second factor"),
    "second_factor.shown": pgettext_lazy("audit trail", "Showed the second factor"),
    "sign_in.code_not_sent": pgettext_lazy("audit trail", "A sign-in code could not be sent"),
    "sign_in.code_sent": pgettext_lazy("audit trail", "Sent a sign-in code"),
    "sign_in.refused": pgettext_lazy("audit trail", "A sign-in failed"),
    "tie.ended": pgettext_lazy("audit trail", "Ended a tie"),
    "tie.recorded": pgettext_lazy("audit trail", "Recorded a tie"),
}
RECORDS = {
    "people.Person": pgettext_lazy("audit trail", "person"),
    "people.Account": pgettext_lazy("audit trail", "account"),
    "people.Post": pgettext_lazy("audit trail", "post"),
    "people.Tie": pgettext_lazy("audit trail", "tie"),
    "people.Membership": pgettext_lazy("audit trail", "membership"),
    "people.Mandate": pgettext_lazy("audit trail", "mandate"),
    "people.Consent": pgettext_lazy("audit trail", "consent"),
    "people.SignInCode": pgettext_lazy("audit trail", "sign-in code"),
    "people.ApiToken": pgettext_lazy("audit trail", "token of a program"),
    "people.ApiClient": pgettext_lazy("audit trail", "program of a body"),
    "people.ApiAccess": pgettext_lazy("audit trail", "access of a program"),
}
PURPOSES = {
    "administration_of_posts": pgettext_lazy("audit trail", "administration of posts"),
}
