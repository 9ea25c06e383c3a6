"""`jobfinder digest`: what is new, as it is sent to you each morning."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import opened

if TYPE_CHECKING:
    from jobfinder.domain.digest import Digest
    from jobfinder.ports import Ports

app = new_app()


class Form(StrEnum):
    """How the digest is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@app.command(cls=Command, epilog=examples("digest --dry-run", "digest --dry-run --form html > digest.html", "digest"))
def digest(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print it: nothing is sent or remembered.")] = False,
    form: Annotated[
        Form, typer.Option("--form", metavar="FORM", help="What --dry-run prints: text, markdown or html.")
    ] = Form.TEXT,
    json: Json = False,
) -> int:
    """Send what is new since the last digest to the addresses of notify.urls, as `jobfinder run` does each morning.

    Each match is told once. Where nothing is new, nothing is sent. --dry-run needs no address.
    """
    with opened() as ports:
        if dry_run:
            return _show(ports, form, json=json)
        return _send(ports, json=json)


def _show(ports: Ports, form: Form, *, json: bool) -> int:
    from jobfinder.domain.digest import FORMS, messages, subject
    from jobfinder.usecases.notify import next_digest

    found = next_digest(ports)
    if json:
        output.print_json(_as_json(found))
        return Exit.OK
    output.say(subject(found), "bold")
    (body,) = messages(found, FORMS[form.value], 10_000_000)
    output.print_text(body + "\n")
    if not found.news:
        output.say("Nothing is new, so nothing would be sent." if not ports.limits.digest_when_empty else "")
    return Exit.OK


def _as_json(found: Digest) -> dict[str, object]:
    from jobfinder.domain.codec import to_dict

    return {
        "new": found.new,
        "weaker": found.weaker,
        "since": found.since,
        "matches": [to_dict(news) for news in found.news],
        "troubles": [to_dict(trouble) for trouble in found.troubles],
    }


def _send(ports: Ports, *, json: bool) -> int:
    from jobfinder.cli.notify import print_delivered
    from jobfinder.domain.quiet_hours import is_quiet
    from jobfinder.usecases.notify import send_digest, targets_of

    targets_of(ports)
    if is_quiet(ports.clock(), ports.limits.quiet_hours):
        output.say("These are quiet hours (notify.quiet_hours, UTC): nothing is sent, and what is new is kept.")
    print_delivered(send_digest(ports), json=json)
    return Exit.OK
