"""Is this port free?"""

from __future__ import annotations

import socket

import click


def refuse_a_taken_port(host: str, port: int, instead: str) -> None:
    """Say so, with the next step, when something listens on *port* already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise click.ClickException(f"Port {port} is reserved for the system. Next: {instead}") from error
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is taken: something on this machine listens there already.\n"
                f"Next: stop it, or choose another port: {instead}"
            ) from error
