"""What the tests of this module share."""

import re
from typing import Any

import pytest
from django.test import Client

from unionhall.core.models import OutgoingText

from .world import PASSWORD, World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


class Visitor:
    """A browser that sends forms as people do, and reads the texts that arrive."""

    def __init__(self, deliver: Any) -> None:
        self.client = Client()
        self.deliver = deliver

    def post(self, address: str, data: dict[str, Any] | None = None, **extra: Any) -> Any:
        with self.deliver(execute=True):
            return self.client.post(address, data or {}, **extra)

    def get(self, address: str, **extra: Any) -> Any:
        return self.client.get(address, **extra)

    def ask_code(self, phone: str, after: str = "") -> Any:
        return self.post("/sign-in/", {"phone": phone, "next": after})

    def read_code(self) -> str:
        text = OutgoingText.objects.order_by("-at", "-pk").first()
        assert text is not None
        found = re.search(r"(?<!\d)\d{6}(?!\d)", text.text)
        assert found is not None
        return found[0]

    def by_phone(self, phone: str, after: str = "") -> Any:
        self.ask_code(phone, after)
        return self.post("/sign-in/code/", {"code": self.read_code()})

    def by_password(self, username: str, after: str = "", password: str = PASSWORD) -> Any:
        return self.post("/sign-in/officers/", {"username": username, "password": password, "next": after})


@pytest.fixture
def visitor(django_capture_on_commit_callbacks: Any) -> Visitor:
    return Visitor(django_capture_on_commit_callbacks)
