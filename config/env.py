"""Which variables of the environment does Unionhall read, and what does each mean?

The only place that reads them. A missing or malformed variable explains itself and the process stops.
Secrets have defaults in the demo and in tests, nowhere else.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Mode(StrEnum):
    """What this process is for. Production is the default: nothing becomes lenient by forgetting a variable."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class Environment(BaseSettings):
    """Everything an operator may set. Names are prefixed ``UNIONHALL_``, except ``DATABASE_URL``."""

    model_config = SettingsConfigDict(env_prefix="UNIONHALL_", env_ignore_empty=True, extra="ignore")

    mode: Mode = Field(Mode.PRODUCTION, description="production, demo or test")

    secret_key: SecretStr = Field(SecretStr(""), description="signs cookies and links: 50 random characters or more")
    sealing_keys: SecretStr = Field(
        SecretStr(""), description="keys that seal sensitive columns, newest first: id:base64-of-32-bytes, by comma"
    )
    lookup_keys: SecretStr = Field(
        SecretStr(""), description="keys for keyed-hash lookup of sealed values, newest first: id:base64-of-32-bytes"
    )
    sealing_suite: str = Field("aes-256-gcm", pattern="^(aes-256-gcm|sm4-gcm)$", description="aes-256-gcm or sm4-gcm")
    lookup_hash: str = Field("hmac-sha256", pattern="^(hmac-sha256|hmac-sm3)$", description="hmac-sha256 or hmac-sm3")
    audit_hash: str = Field("sha256", pattern="^(sha256|sm3)$", description="sha256 or sm3")

    database_url: str = Field(
        "", validation_alias="DATABASE_URL", description="postgresql://user:password@host:port/name (15 or newer)"
    )
    test_db: str = Field("test_unionhall", description="name of the database that tests create")
    database_pool: int = Field(10, ge=0, le=200, description="connections per process; 0 leaves pooling to others")
    federation: str = Field(
        "", description="where several federations live: the one a command works on, as `--federation` does"
    )
    serving: bool = Field(False, description="set by the server itself: this process answers people")
    hosts: str = Field("", description="names this site answers to, by comma: cases.example.org")
    base_url: str = Field("", description="address of this site as people type it: https://cases.example.org")
    trusted_proxies: str = Field(
        "127.0.0.1", description="addresses of the reverse proxy, by comma: only these may say who is asking"
    )
    https_only: bool = Field(True, description="send people to https and mark cookies as secure")

    files_dir: Path = Field(ROOT / "var" / "files", description="where uploaded files are kept")
    static_dir: Path = Field(ROOT / "var" / "static", description="where collected static files are put")
    static: str = Field(
        "", pattern="^(|collected|live)$", description="collected (production) or live from the folders"
    )
    mfa_required: bool = Field(
        False, description="ask officers for a second factor in the demo too; always in production"
    )
    officer_idle_minutes: int = Field(30, ge=1, description="an officer signed in but idle this long signs in again")
    worker_session_days: int = Field(14, ge=1, description="a worker stays signed in this long on their phone")

    small_count: int = Field(
        5, ge=3, le=100, description="counts of people below this are hidden in the results of surveys"
    )

    map_tiles: str = Field(
        "",
        description="base map: address of its tiles with {z}, {x} and {y} (several, with a blank between, lie on one another), "
        "or of a MapLibre style; empty: roads and boundaries are drawn from loaded data",
    )
    map_attribution: str = Field("", description="whom the base map names: © …, and its number of approval")
    map_datum: str = Field(
        "wgs84",
        pattern="^(wgs84|gcj02|bd09)$",
        description="coordinates of the base map: wgs84, gcj02 (most Chinese maps) or bd09; points are laid where they are right on it",
    )

    map_directions: str = Field(
        "amap baidu osm geo",
        description="maps that lead to a door, the first one first, with blanks between: amap, baidu, osm, geo, or "
        "name=datum=address with {lon}, {lat} and {name} (docs/operations/maps.md)",
    )

    limit_reminder_days: str = Field(
        "30,7,1",
        pattern=r"^\d{1,3}(,\d{1,3})*$",
        description="so many days before a limit of the law ends its people are reminded, by comma",
    )

    metrics_token: SecretStr = Field(SecretStr(""), description="bearer token that may read /metrics from elsewhere")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    text_gateway: str = Field("", pattern="^(|console|demo|http)$", description="how texts are sent")
    text_gateway_url: str = Field("", description="address of the gateway that takes {phone, text} as JSON")
    text_gateway_token: SecretStr = Field(SecretStr(""), description="bearer token for that gateway")
    email_url: str = Field("", description="smtp://user:password@host:587 for mail; empty: mail goes to the log")
    email_from: str = Field("", description="sender of mail")
    imap_host: str = Field(
        "", description="mail server of the chair's letter box, by IMAP over TLS; empty: none is read"
    )
    imap_port: int = Field(993, ge=1, le=65535, description="its port for IMAP over TLS")
    imap_user: str = Field("", description="user of the letter box at that server")
    imap_password: SecretStr = Field(SecretStr(""), description="password or authorisation code of that user")
    imap_folder: str = Field("INBOX", description="folder of the letter box that is read")
    imap_federation: str = Field(
        "",
        description="where several federations live: the name of the one whose letter box this is; the others have none",
    )
    mailbox_address: str = Field("", description="address people write to, if it is not the user's name")
    mailbox_daily: int = Field(20, ge=1, le=10_000, description="mails a day from one sender; more wait for an officer")
    oidc_name: str = Field("", description="name of the single sign-on service shown on the sign-in page")
    oidc_issuer: str = Field("", description="address of that service: https://id.example.org/realms/union")
    oidc_client_id: str = Field("", description="this site's name at that service")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="this site's secret at that service")

    oidc_username_claim: str = Field(
        "", description="claim that names the account here, if that service gives names out itself: preferred_username"
    )

    @field_validator("database_url")
    @classmethod
    def _postgresql_only(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("Unionhall keeps its data in PostgreSQL: the address begins with postgresql://")
        return value

    @field_validator("map_tiles")
    @classmethod
    def _tiles_have_a_place(cls, value: str) -> str:
        for address in value.split():
            if not address.startswith(("https://", "http://", "/")):
                raise ValueError("an address of tiles begins with https://, http:// or /")
        if len(value.split()) > 1 and not all(is_template(address) for address in value.split()):
            raise ValueError("several layers need {z}, {x} and {y} in each address; a style stands alone")
        return value

    @model_validator(mode="after")
    def _secrets_where_it_counts(self) -> Environment:
        if self.mode is Mode.PRODUCTION:
            self._demand("secret_key", "database_url", "hosts", "sealing_keys", "lookup_keys")
            if len(self.secret_key.get_secret_value()) < 32:
                raise ValueError("UNIONHALL_SECRET_KEY is too short: 50 random characters, please")
        parse_keys(self.sealing_keys.get_secret_value(), "UNIONHALL_SEALING_KEYS")
        parse_keys(self.lookup_keys.get_secret_value(), "UNIONHALL_LOOKUP_KEYS")
        return self

    def _demand(self, *names: str) -> None:
        missing = [name for name in names if not _plain(getattr(self, name))]
        if missing:
            lines = [f"  {variable_name(name):28} {type(self).model_fields[name].description}" for name in missing]
            raise ValueError(
                "these variables are needed in production:\n" + "\n".join(lines) + "\n"
                "To try Unionhall without any, set UNIONHALL_MODE=demo (or run: make demo).\n"
                "docs/operations/install.md shows how to make each of them."
            )

    def key(self, name: str, label: str) -> dict[str, bytes]:
        """The keys of *name*, newest first; in the demo and in tests, one fixed key that protects nobody."""
        keys = parse_keys(_plain(getattr(self, name)), variable_name(name))
        if keys or self.mode is Mode.PRODUCTION:
            return keys
        return {f"{self.mode}1": hashlib.sha256(f"unionhall {self.mode} {label}".encode()).digest()}

    def secret(self) -> str:
        """The signing key; in the demo and in tests, a fixed one that protects nobody."""
        return _plain(self.secret_key) or f"unionhall-{self.mode}-key-that-protects-nobody-and-is-public"


def is_template(address: str) -> bool:
    """Whether an address names single tiles, rather than a style."""
    return all(part in address for part in ("{z}", "{x}", "{y}"))


def variable_name(field: str) -> str:
    """The environment variable that sets *field*."""
    alias = Environment.model_fields[field].validation_alias
    return str(alias) if alias else f"UNIONHALL_{field.upper()}"


def parse_keys(text: str, variable: str) -> dict[str, bytes]:
    """``id:base64,id:base64`` as a dictionary in that order; raises ValueError with the variable's name."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise ValueError(f"{variable}: the key '{name}' is not base64") from error
        if not name or len(name) > 16 or len(key) != 32:
            raise ValueError(f"{variable}: each key is id:base64 with an id up to 16 characters and 32 bytes of key")
        keys[name] = key
    return keys


@cache
def environment() -> Environment:
    """The environment of this process, read once. Stops the process with a plain explanation when it is not usable."""
    try:
        return Environment()
    except ValidationError as error:
        sys.exit("Unionhall cannot start:\n" + "\n".join(_explain(item) for item in error.errors()))


def _explain(item: Any) -> str:
    where = item["loc"][0] if item["loc"] else ""
    message = str(item["msg"]).removeprefix("Value error, ")
    if not where:
        return message
    field = str(where) if str(where) in Environment.model_fields else ""
    hint = Environment.model_fields[field].description if field else ""
    return f"  {variable_name(field) if field else where}: {message}" + (f" — {hint}" if hint else "")


def _plain(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value or "")
