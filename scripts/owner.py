"""Says who owns this Job Finder: grants, revokes and lists the custom claim `owner: true` of Firebase users.

    python scripts/owner.py list
    python scripts/owner.py grant ana@example.org          shows what would be done; add --yes to do it
    python scripts/owner.py revoke UID --yes

The security rules and the web function let in those who carry the claim, in every database of the project.
Custom claims: https://firebase.google.com/docs/auth/admin/custom-claims
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.errors import JobFinderError, Misconfigured, Permanent, Retryable
from jobfinder.wiring import HOW_TO_SIGN_IN, google_project

CLAIM = "owner"
EMULATOR = "FIREBASE_AUTH_EMULATOR_HOST"
TIMEOUT_SECONDS = 20
HOW_TO_BE_ALLOWED = "Use an account with the role Firebase Authentication Admin in this project."
HOW_TO_ENABLE = "Check the project's id; in the Firebase console, open Authentication once and press Get started."


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 where all is done or shown, 1 where it cannot be done, 3 where something is set wrongly."""
    options = _options(arguments)
    try:
        project = options.project or google_project()
        _say_where(project)
        with users_of(project) as users:
            options.act(users, options)
    except Misconfigured as error:
        print(error, file=sys.stderr)
        return 3
    except JobFinderError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="owner.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--project", help="the Google Cloud project; default: GOOGLE_CLOUD_PROJECT, or the credentials'"
    )
    commands = parser.add_subparsers(required=True, metavar="list | grant | revoke")
    commands.add_parser("list", help="show who owns it").set_defaults(act=show_owners)
    for name, act, words in (("grant", grant, "make a user an owner"), ("revoke", revoke, "make an owner a user")):
        command = commands.add_parser(name, help=words)
        command.add_argument("who", help="the user's e-mail address or user id")
        command.add_argument("--yes", action="store_true", help="do it; without this, only show it")
        command.set_defaults(act=act)
    return parser.parse_args(arguments)


def _say_where(project: str) -> None:
    databases = " and ".join(f"{one.database} ({one.name})" for one in ENVIRONMENTS.values())
    emulated = f", on the emulator at {os.environ[EMULATOR]}" if os.environ.get(EMULATOR) else ""
    print(f"Project {project}{emulated}. An owner may read both environments: {databases}.")


# -- what can be done -------------------------------------------------------------------------------------------------


def show_owners(users: Users, _: argparse.Namespace) -> None:
    """Print every user who carries the claim."""
    owners = [user for user in users.everyone() if is_owner(user)]
    for user in owners:
        print(f"  {named(user)}{', disabled' if user.disabled else ''}")
    if not owners:
        print("  Nobody owns it yet: `python scripts/owner.py grant E-MAIL --yes`.")


def grant(users: Users, options: argparse.Namespace) -> None:
    """Give a user the claim beside those they have. Raises Permanent where the address may not be theirs."""
    user = users.find(options.who)
    if is_owner(user):
        print(f"{named(user)} is an owner already. Nothing to do.")
        return
    if "@" in options.who and not user.email_verified:
        raise Permanent(
            "This address is not verified: whoever registered it need not be its owner",
            where=named(user),
            todo="Have them follow the verification mail, or grant it to the user id if you know that it is theirs.",
        )
    if not _may_go_on(f"make {named(user)} an owner", options):
        return
    users.set_claims(user.uid, {**(user.custom_claims or {}), CLAIM: True})
    print(f"{named(user)} is an owner now: with the next sign-in, or within the hour.")


def revoke(users: Users, options: argparse.Namespace) -> None:
    """Take the claim from a user and end their sessions; other claims stay."""
    user = users.find(options.who)
    if CLAIM not in (user.custom_claims or {}):
        print(f"{named(user)} is no owner. Nothing to do.")
        return
    if not _may_go_on(f"make {named(user)} an owner no more, and sign them out everywhere", options):
        return
    users.set_claims(user.uid, {name: value for name, value in user.custom_claims.items() if name != CLAIM})
    users.sign_out(user.uid)
    print(f"{named(user)} is an owner no more.")
    print("The web function turns them away from now on; the rules take a token they still hold for up to an hour.")


def _may_go_on(deed: str, options: argparse.Namespace) -> bool:
    if not options.yes:
        print(f"This would {deed}. Nothing was changed; add --yes to do it.")
    return bool(options.yes)


def is_owner(user: Any) -> bool:
    """Return whether the rules let this user in: true, and nothing that merely looks like it."""
    return (user.custom_claims or {}).get(CLAIM) is True


def named(user: Any) -> str:
    """Return how a person recognises the user."""
    return f"{user.email} ({user.uid})" if user.email else f"user {user.uid}"


# -- Firebase ---------------------------------------------------------------------------------------------------------


class Users:
    """The users of one project; every method raises our errors instead of the SDK's."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def find(self, who: str) -> Any:
        """Return the user with this e-mail address or user id. Raises Permanent where there is none."""
        from firebase_admin import auth

        look_up = auth.get_user_by_email if "@" in who else auth.get_user
        with self._in_words(who):
            return look_up(who, app=self._app)

    def everyone(self) -> list[Any]:
        """Return all users."""
        from firebase_admin import auth

        with self._in_words():
            return list(auth.list_users(app=self._app).iterate_all())

    def set_claims(self, user_id: str, claims: dict[str, Any]) -> None:
        """Replace the user's claims."""
        from firebase_admin import auth

        with self._in_words(user_id):
            auth.set_custom_user_claims(user_id, claims or None, app=self._app)

    def sign_out(self, user_id: str) -> None:
        """End all of the user's sessions: no new token is given for an old one."""
        from firebase_admin import auth

        with self._in_words(user_id):
            auth.revoke_refresh_tokens(user_id, app=self._app)

    @contextmanager
    def _in_words(self, who: str = "") -> Iterator[None]:
        """Say in our words what the SDK raises within."""
        from firebase_admin import auth, exceptions
        from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError

        where = f"project {self._app.project_id}"
        try:
            yield
        except auth.UserNotFoundError:
            todo = "They have to sign in once before they can be made an owner."
            raise Permanent("There is no such user", where=f"{who}, {where}", todo=todo) from None
        except ValueError as error:
            raise Permanent(f"This is neither an e-mail address nor a user id: {error}", where=who) from None
        except DefaultCredentialsError as error:
            raise Misconfigured(f"There are no Google Cloud credentials: {error}", todo=HOW_TO_SIGN_IN) from None
        except GoogleAuthError as error:
            raise Misconfigured(
                f"The credentials are not accepted: {error}", where=where, todo=HOW_TO_SIGN_IN
            ) from None
        except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
            raise Misconfigured(f"Firebase refuses: {error}", where=where, todo=HOW_TO_BE_ALLOWED) from None
        except (exceptions.NotFoundError, exceptions.InvalidArgumentError) as error:
            raise Misconfigured(f"Firebase finds no users: {error}", where=where, todo=HOW_TO_ENABLE) from None
        except exceptions.FirebaseError as error:
            raise Retryable(f"Firebase does not answer: {error}", where=where, todo="Try again.") from error


@contextmanager
def users_of(project: str) -> Iterator[Users]:
    """Give the users of a project to work with."""
    import firebase_admin

    options = {"projectId": project, "httpTimeout": TIMEOUT_SECONDS}
    app = firebase_admin.initialize_app(name="owner-script", options=options)
    try:
        yield Users(app)
    finally:
        firebase_admin.delete_app(app)


if __name__ == "__main__":
    sys.exit(main())
