"""A text leaves by the configured way, and neither number nor text is left behind in a log."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from unionhall.core.gateway import GatewayError, send_text
from unionhall.core.models import OutgoingText

PHONE, TEXT = "13812345678", "验证码 482913"


@pytest.fixture
def gateway(settings):
    """A gateway on this machine that answers as told and remembers what it got."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.got.append((dict(self.headers), json.loads(body)))
            self.send_response(server.answer)
            if server.answer == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.got, server.answer = [], 202
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.TEXT_GATEWAY, settings.TEXT_GATEWAY_TOKEN = "http", "secret-token"
    settings.TEXT_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/send"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_the_demo_keeps_texts_for_its_own_page(settings):
    settings.TEXT_GATEWAY = "demo"
    send_text(PHONE, TEXT)
    row = OutgoingText.objects.get()
    assert (row.phone, row.text) == (PHONE, TEXT)


def test_the_console_shows_the_text_with_the_number_masked(settings, capsys, caplog):
    settings.TEXT_GATEWAY = "console"
    with caplog.at_level(logging.DEBUG):
        send_text(PHONE, TEXT)
    assert "138****5678" in capsys.readouterr().err
    assert caplog.text == ""


def test_the_http_gateway_gets_number_text_and_reference(gateway):
    assert send_text(PHONE, TEXT, reference="note-1") == "note-1"
    headers, body = gateway.got[0]
    assert body == {"phone": PHONE, "text": TEXT, "reference": "note-1"}
    assert headers["Authorization"] == "Bearer secret-token"
    assert headers["Idempotency-Key"] == "note-1"


@pytest.mark.parametrize(
    ("answer", "retry"), [(500, True), (503, True), (429, True), (400, False), (401, False), (302, False)]
)
def test_a_gateway_that_does_not_take_it_says_whether_to_try_again(gateway, caplog, answer, retry):
    gateway.answer = answer
    with caplog.at_level(logging.DEBUG), pytest.raises(GatewayError) as raised:
        send_text(PHONE, TEXT)
    assert raised.value.retry is retry
    for hidden in (PHONE, TEXT, "secret-token"):
        assert hidden not in caplog.text + str(raised.value)


def test_a_gateway_that_is_down_can_be_tried_again(settings):
    settings.TEXT_GATEWAY, settings.TEXT_GATEWAY_URL, settings.TEXT_GATEWAY_TOKEN = (
        "http",
        "http://127.0.0.1:9/send",
        "",
    )
    with pytest.raises(GatewayError) as raised:
        send_text(PHONE, TEXT)
    assert raised.value.retry


@pytest.mark.parametrize(("name", "url"), [("pigeon", ""), ("http", ""), ("http", "file:///etc/passwd")])
def test_an_unusable_gateway_explains_itself(settings, name, url):
    settings.TEXT_GATEWAY, settings.TEXT_GATEWAY_URL, settings.TEXT_GATEWAY_TOKEN = name, url, ""
    with pytest.raises(ImproperlyConfigured, match="UNIONHALL_TEXT_GATEWAY"):
        send_text(PHONE, TEXT)
