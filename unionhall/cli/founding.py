"""The first act on a new installation: the federation, and the person who appoints all others."""

from __future__ import annotations

import json

import click

LEVELS = {"province": 2, "city": 3, "county": 4}


@click.command()
@click.option("--name", prompt="Name of the federation", help="As it stands on its seal: 瑞江市总工会.")
@click.option("--level", type=click.Choice(list(LEVELS)), prompt="Level", help="Its height in the tree.")
@click.option("--case-prefix", prompt="Prefix of its case numbers", help="Comes before 维〔2026〕0001号: 瑞工.")
@click.option("--admin-name", prompt="Name of the first security administrator")
@click.option("--admin-phone", prompt="Mobile phone of that person")
@click.option("--admin-username", prompt="Sign-in name of that person")
@click.password_option("--admin-password", prompt="Password (ten characters or more)", help="Asked for when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
def found(
    name: str, level: str, case_prefix: str, admin_name: str, admin_phone: str, admin_username: str, admin_password: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Found the federation and appoint its first security administrator, who appoints everybody else on the page.

    Only once: on an installation that has a federation it changes nothing and says so.
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from unionhall.core.actor import system
    from unionhall.organisations import api as organisations
    from unionhall.organisations.enums import OrganisationKind
    from unionhall.people import api as people
    from unionhall.people.enums import Role

    by = system("unionhall found")
    standing = organisations.top_body()
    if standing is not None:
        raise click.ClickException(
            f"There is a federation already: {standing.name}. Next: its security administrator gives posts on the page."
        )
    try:
        validate_password(admin_password)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    with transaction.atomic():
        body = organisations.found(
            by=by, name=name, code="1", level=LEVELS[level], kind=OrganisationKind.FEDERATION, case_prefix=case_prefix,
            receives_cases=True,
        )  # fmt: skip
        person = people.enter(by=by, name=admin_name, phone=admin_phone)
        people.open_account(person, by=by, username=admin_username, password=admin_password)
        people.appoint(person, by=by, organisation=body, role=Role.SECURITY_ADMIN, reason="unionhall found")
    if as_json:
        click.echo(json.dumps({"organisation": str(body.pk), "person": str(person.pk), "username": admin_username}))
    else:
        click.echo(
            f"{name} is founded. Next: {admin_username} signs in, sets up a second factor, and appoints the others."
        )
