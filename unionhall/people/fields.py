"""What we hold about persons, their accounts, posts and consents. What other modules hold of it are copies of what stands here."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import SELF, SOMEBODY, THING, Basis, Kept, OnErasure, Purpose, asked, not_personal, record

_ACCOUNT = {"purpose": Purpose.IDENTITY, "basis": Basis.SERVICE, "kept": Kept.PERSON}
_DUTY = {"purpose": Purpose.DUTY, "basis": Basis.LAW, "kept": Kept.PERSON}

RECORDS = [
    record("people.Person", what=_("who you are and how to reach you"), person="id", erased=OnErasure.BLANK,
           personal="id name phone! phone_lookup! identity_number! identity_lookup! birth_on sex channel language",
           plain="entered_at", **_ACCOUNT),
    record("people.Account", what=_("your account"), person="person_id", erased=OnErasure.KEEP,
           personal="person username email password!", plain="id is_active opened_at sessions_ended", **_ACCOUNT),
    record("people.Post", what=_("posts you hold or held"), person="person_id", personal="person organisation role since until",
           plain="id", **_DUTY),
    record("people.Tie", what=_("ties to employers, so that you never work on their matters"), person="person_id",
           personal="person employer kind since until", plain="id", erased=OnErasure.DELETE, **_DUTY),
    record("people.Membership", what=_("which union you belong to, since when"), person="person_id",
           personal="person organisation since until standing retained_since retained_why ended_why entered_through",
           plain="id", opened=True, purpose=Purpose.MEMBERSHIP, basis=Basis.LAW, kept=Kept.PERSON),
    record("people.Mandate", what=_("who may act for you"), person="principal_id", erased=OnErasure.BLANK,
           personal="principal agent agent_called", officials="recorded_by/",
           plain="id kind basis since until answer_by accepted_at declined_at revoked_at recorded_at",
           purpose=Purpose.IDENTITY, basis=Basis.CONSENT, kept=Kept.PERSON),
    record("people.Consent", what=_("what you allowed, in which words"), person="person_id",
           personal="person purpose subject text_version separate given_at given_through withdrawn_at", officials="recorded_by/",
           plain="id", purpose=Purpose.IDENTITY, basis=Basis.LAW, kept=Kept.PERSON),
    record("people.SignInCode", what=_("codes sent to your phone"), erased=OnErasure.DELETE, ends="expires_at",
           personal="phone_lookup!=people.Person.phone_lookup phone!=people.Person.phone text! code_hash",
           plain="id sent_at expires_at tries_left used_at attempts delivered_at failed_at",
           purpose=Purpose.IDENTITY, basis=Basis.SERVICE, kept=Kept.MOMENT),
    record("people.ApiToken", what=_("tokens of your own programs"), personal="account name",
           plain="id token_hash scopes made_at expires_at revoked_at", **_ACCOUNT),
    record("people.ApiClient", what=_("programs of a body you answer for"), person="person_id", personal="person",
           plain="id name post secret_hash scopes made_at revoked_at", **_DUTY),
    *not_personal(app="people", ApiAccess="id client token_hash expires_at"),
    record("sessions.Session", what=_("that you are signed in"), personal="session_key session_data", plain="expire_date",
           purpose=Purpose.SECURITY, basis=Basis.SERVICE, kept=Kept.MOMENT, ends="expire_date", erased=OnErasure.DELETE),
    record("account.EmailAddress", what=_("e-mail address of your account"), personal="user email=people.Account.email",
           plain="id verified primary", **_ACCOUNT),
    record("account.EmailConfirmation", personal="email_address key", what=_("a link to confirm an e-mail address"),
           plain="id created sent", **_ACCOUNT),
    record("mfa.Authenticator", what=_("your second factor, sealed"), personal="user data!", plain="id type created_at last_used_at",
           **_ACCOUNT),
    record("socialaccount.SocialAccount", what=_("your account elsewhere, where you sign in with it"),
           personal="user uid extra_data", plain="id provider last_login date_joined", **_ACCOUNT),
    record("socialaccount.SocialToken", personal="account token! token_secret!", what=_("its token"), plain="id app expires_at", **_ACCOUNT),
    *not_personal(app="socialaccount", SocialApp="id provider provider_id name client_id secret key settings"),
]  # fmt: skip

ASKS = {
    "AppointmentForm": {"name": asked(SOMEBODY), "phone": asked(SOMEBODY)},
    "DetailsForm": {"name": asked(SELF, "people.Person.name", "people:details")},
    "MandateForm": {"name": asked(SOMEBODY), "phone": asked(SOMEBODY)},
    "PhoneForm": {"phone": asked(SELF, "people.Person.phone", "people:sign_in")},
    "ProgramForm": {"name": asked(THING)},
    "RecordMandateForm": {
        "name": asked(SOMEBODY), "phone": asked(SOMEBODY), "worker_name": asked(SOMEBODY), "worker_phone": asked(SOMEBODY),
    },
    "TokenForm": {"name": asked(THING)},
}  # fmt: skip
