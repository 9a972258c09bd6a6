"""How is a line of the log written? As JSON, with the request's id, and without personal data.

Numbers long enough to be a telephone or an identity number are masked wherever they appear, also in errors; an address
is written as the route it matched, for addresses carry one-time links and search words. Imported while Django sets up
its logging, so this file imports no models.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest
from pythonjsonlogger.json import JsonFormatter

LONG_NUMBER = re.compile(r"\d{5,}[\dXx]?")
UUID = re.compile(r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b")


class RequestId(logging.Filter):
    """Puts the id of the request being answered on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: nothing is left out."""
        http = sys.modules.get("unionhall.core.http")
        record.request_id = http.request_id() if http and hasattr(http, "request_id") else ""
        return True


class DiscreetJsonFormatter(JsonFormatter):
    """JSON lines in which long numbers are masked, addresses are routes, and errors keep their place but not their data."""

    def process_log_record(self, log_record: dict[str, Any]) -> dict[str, Any]:
        """Mask what is left of personal data in every text of the line."""
        for name, value in log_record.items():
            if isinstance(value, str) and name not in {"request_id", "timestamp"}:
                log_record[name] = masked(value)
        return log_record

    def format(self, record: logging.LogRecord) -> str:
        """One record as a line."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record.msg, record.args = f"{record.levelname.lower()} at {route_of(request)}", ()
            record.request_id = getattr(request, "id", "")
            record.__dict__.pop("request")
        return super().format(record)

    def formatException(self, ei: Any) -> str:
        """Where it happened and what kind of error; a database's message is left out, for it quotes the row."""
        return describe(*ei)


def describe(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """An error without data: kind, masked message, frames."""
    message = "" if isinstance(error, DatabaseError) else f": {masked(str(error))}"
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([f"{kind.__name__}{message}", *frames])


def masked(text: str) -> str:
    """*text* with long numbers masked; identifiers of records stay readable."""
    kept = UUID.findall(text)
    without = UUID.sub("\0", text)
    without = LONG_NUMBER.sub(lambda found: f"{found[0][:2]}…", without)
    return re.sub("\0", lambda _found: kept.pop(0), without)


def route_of(request: HttpRequest) -> str:
    """The pattern that answered, or a word for what no pattern answered."""
    match = request.resolver_match
    return match.route if match else "(no such page)"
