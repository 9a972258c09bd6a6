"""How is this installation configured? Everything that differs between machines comes from `config.env`."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from config.embedded import EmbeddedServer
from config.env import ROOT, Mode, environment
from config.headers import MapWorkerHeaders, origins_of

env = environment()
BASE_DIR = ROOT
DEMO = env.mode is Mode.DEMO
TESTING = env.mode is Mode.TEST
PRODUCTION = env.mode is Mode.PRODUCTION
DEBUG = False

SECRET_KEY = env.secret()
HOSTS = [host.strip() for host in env.hosts.split(",") if host.strip()]
ALLOWED_HOSTS = [*HOSTS, "127.0.0.1", "localhost", *(["testserver"] if TESTING else [])]
BASE_URL = env.base_url or (f"https://{HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# -- what is installed ------------------------------------------------------------------------------------------------

MODULES = [
    "core", "ui", "organisations", "people", "parameters", "notices", "privacy", "exports", "funds", "members", "rosters", "registers", "places", "planning", "surveys", "forming",
    "cases", "claims", "letterbox", "problems", "papers", "liaison", "rights", "limits", "insight", "desk",
]  # fmt: skip


INSTALLED_APPS = [
    "unionhall.apps.UnionhallConfig",
    *(f"unionhall.{name}" for name in MODULES),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "unionhall.core.federations.answering.FederationMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "unionhall.core.http.RequestIdMiddleware",
    "unionhall.core.observation.ObservationMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "unionhall.people.http.ActorMiddleware",
    "unionhall.core.http.ClosedByDefaultMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "unionhall.core.http.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


class LoudlyUndefined(str):
    """Stands where a template names a variable that does not exist; rendering it fails."""

    def __contains__(self, _part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise LookupError(f"the template names a variable that does not exist: {name}")


TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "unionhall.ui.context.layout",
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "string_if_invalid": LoudlyUndefined("undefined") if TESTING else "",
        },
    }
]
FORM_RENDERER = "unionhall.ui.drawing.Renderer"

# -- data -------------------------------------------------------------------------------------------------------------

VAR = ROOT / "var"
EMBEDDED = None if env.database_url else EmbeddedServer(VAR / ("postgres-test" if TESTING else "postgres"), TESTING)


def database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "unionhall.core.postgres",
        "NAME": unquote(parts.path.lstrip("/")) or "unionhall",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": PRODUCTION,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": query,
    }


DATABASES: dict[str, dict[str, Any]] = {"default": database(EMBEDDED.dsn() if EMBEDDED else env.database_url)}
if PRODUCTION and env.serving and env.database_pool:
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env.database_pool, "timeout": 10}
if TESTING:
    DATABASES["default"]["TEST"] = {"NAME": env.test_db}

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "unionhall.core.federations.cache_key",
    }
}

STATIC_IS_COLLECTED = env.static == "collected" or (PRODUCTION and env.static != "live")
COLLECTED_STATIC = {"BACKEND": "config.static.HashedStaticFiles"}
LIVE_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = str(env.files_dir)
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "unionhall.core.federations.storing.FederationStorage",
        "OPTIONS": {"location": str(env.files_dir)},
    },
    "staticfiles": COLLECTED_STATIC if STATIC_IS_COLLECTED else LIVE_STATIC,
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

STATIC_URL = "static/"
STATIC_ROOT = str(env.static_dir)
PACKAGES = ROOT / "node_modules"
STATICFILES_FINDERS = [
    "config.static.ModuleFinder",
    "unionhall.ui.bundles.BundleFinder",
    "config.static.PackageFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = not STATIC_IS_COLLECTED
WHITENOISE_AUTOREFRESH = not STATIC_IS_COLLECTED
WHITENOISE_ADD_HEADERS_FUNCTION = MapWorkerHeaders(env.map_tiles)

# -- background work --------------------------------------------------------------------------------------------------

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

# -- signing in -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
# The API asks for a token at every operation by itself (config/api.py); those open to anybody say so with auth=anyone.
PUBLIC_VIEW_MODULES = ["ninja"]
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "unionhall.people.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "unionhall.people.adapter.SocialAccountAdapter"
MFA_ADAPTER = "unionhall.people.adapter.MFAAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Unionhall"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "federation",
                "name": env.oidc_name or "OIDC",
                "client_id": env.oidc_client_id,
                "secret": env.oidc_client_secret.get_secret_value(),
                "settings": {"server_url": env.oidc_issuer},
            }
        ]
        if env.oidc_issuer
        else [],
    }
}
SINGLE_SIGN_ON_NAME = (env.oidc_name or "OIDC") if env.oidc_issuer else ""
SINGLE_SIGN_ON_USERNAME_CLAIM = env.oidc_username_claim
# A form that leads to another site is stopped by our own policy; the state guards the way.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
MFA_TOTP_TOLERANCE = 1

# Officers show a second factor wherever people work with real files; the demo and tests ask for it only when told to.
MFA_REQUIRED = PRODUCTION or env.mfa_required
OFFICER_IDLE_SECONDS = env.officer_idle_minutes * 60
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = env.worker_session_days * 24 * 3600
SESSION_COOKIE_NAME = "unionhall_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION and env.https_only
CSRF_COOKIE_NAME = "unionhall_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION and env.https_only
CSRF_FAILURE_VIEW = "unionhall.core.http.csrf_failure"

# -- protection -------------------------------------------------------------------------------------------------------

SEALING_KEYS = env.key("sealing_keys", "sealing")
SEALING_SUITE = env.sealing_suite
LOOKUP_KEYS = env.key("lookup_keys", "lookup")
LOOKUP_HASH = env.lookup_hash
AUDIT_HASH = env.audit_hash

SECURE_SSL_REDIRECT = PRODUCTION and env.https_only
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION and env.https_only else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading HSTS is for whoever owns the domain to decide
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

# -- language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "unionhall_language"
USE_I18N = True
LOCALE_PATHS = [str(ROOT / "unionhall" / name / "locale") for name in [*MODULES, "lawbook"]]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# -- maps -------------------------------------------------------------------------------------------------------------

MAP_TILES = env.map_tiles
MAP_ATTRIBUTION = env.map_attribution
MAP_DATUM = env.map_datum
MAP_DIRECTIONS = env.map_directions
MAP_ORIGINS = origins_of(env.map_tiles)

# -- what results may show ---------------------------------------------------------------------------------------------

SMALL_COUNT = env.small_count

# -- limits of the law --------------------------------------------------------------------------------------------------

LIMIT_REMINDER_DAYS = sorted({int(days) for days in env.limit_reminder_days.split(",")}, reverse=True)

# -- messages to people -----------------------------------------------------------------------------------------------

TEXT_GATEWAY = env.text_gateway or ("http" if env.text_gateway_url else "console" if PRODUCTION else "demo")
TEXT_GATEWAY_URL = env.text_gateway_url
TEXT_GATEWAY_TOKEN = env.text_gateway_token.get_secret_value()
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if env.email_url else "dummy.EmailBackend" if DEMO else "console.EmailBackend"
)
if env.email_url:
    _mail = urlsplit(env.email_url)
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_PORT == 587, _mail.scheme == "smtps"
DEFAULT_FROM_EMAIL = env.email_from or f"unionhall@{(HOSTS or ['localhost'])[0]}"

MAILBOX: dict[str, Any] = {
    "host": env.imap_host,
    "port": env.imap_port,
    "user": env.imap_user,
    "password": env.imap_password.get_secret_value(),
    "folder": env.imap_folder,
}
MAILBOX_FEDERATION = env.imap_federation
MAILBOX_ADDRESS = env.mailbox_address or (env.imap_user if "@" in env.imap_user else "") or DEFAULT_FROM_EMAIL
MAILBOX_DAILY = env.mailbox_daily

# -- seeing what happens ----------------------------------------------------------------------------------------------

METRICS_TOKEN = env.metrics_token.get_secret_value()
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "unionhall.core.logs.RequestId"}},
    "formatters": {
        "plain": {"format": "%(levelname)s %(name)s %(message)s"},
        "json": {
            "()": "unionhall.core.logs.DiscreetJsonFormatter",
            "fmt": "%(levelname)s %(name)s %(message)s %(request_id)s",
            "rename_fields": {"levelname": "level", "name": "logger"},
            "timestamp": True,
        },
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if PRODUCTION else "plain",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.log_level if PRODUCTION else "WARNING"},
    "loggers": {
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # strangers' scanners; the answer is 400 all the same
        "procrastinate": {"level": "WARNING"},  # at INFO it writes the arguments of every job
        "django": {"handlers": [], "level": "INFO" if PRODUCTION else "WARNING", "propagate": True},
    },
}
