"""What opens nothing any more is not kept."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from unionhall.core import clock
from unionhall.core.actor import Actor

from .. import access
from ..models import ApiAccess, SignInCode

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def purge_spent(*, by: Actor) -> int:
    """Delete sign-in codes and access of programs a day after they expired, and sessions that are over. Returns how many."""
    access.may_purge(by).or_refuse()
    before = clock.now() - KEPT_FOR
    codes, _each = SignInCode.objects.filter(expires_at__lt=before).delete()
    passes, _each = ApiAccess.objects.filter(expires_at__lt=before).delete()
    SessionStore.clear_expired()
    return codes + passes
