"""The real library, as the settings pick it, speaks HTTP to services on loopback."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder import wiring
from jobfinder.domain.alarms import Alarm
from jobfinder.errors import Misconfigured, Retryable
from jobfinder.notify import AppriseNotifier, without_secrets
from jobfinder.ports import TextForm
from jobfinder.usecases.alerts import alert, tell_alarms
from tests.integration.cli_process import Shell, new_shell

pytest.importorskip("apprise")

SECRET = "s3cr3t-t0ken-9f8e7d"


class Webhook:
    """A service that keeps what it is sent, and refuses on demand."""

    def __init__(self, server: HTTPServer, path: str = f"/hooks/{SECRET}") -> None:
        self.url = f"json://robin:{SECRET}@127.0.0.1:{server.port}{path}"
        self.taken: list[dict[str, Any]] = []
        self.status = 200
        server.expect_request(path, method="POST").respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        if self.status == 200:
            self.taken.append(json.loads(request.data))
        return Response("", self.status)


@pytest.fixture
def webhook(httpserver: HTTPServer) -> Webhook:
    return Webhook(httpserver)


def test_a_message_arrives_as_it_was_written(webhook: Webhook) -> None:
    notifier = AppriseNotifier([webhook.url])
    (target,) = notifier.targets()
    assert (target.name, target.form) == ("notify.urls[0] (JSON)", TextForm.TEXT)
    notifier.send(target, "Two new matches", "89  Backend Engineer & more <b>\n    Berlin")
    (message,) = webhook.taken
    assert (message["title"], message["message"]) == ("Two new matches", "89  Backend Engineer & more <b>\n    Berlin")


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_address_can_ask_for_a_form(webhook: Webhook, form: str) -> None:
    notifier = AppriseNotifier([f"{webhook.url}?format={form}"])
    (target,) = notifier.targets()
    assert target.form.value == form
    body = {"markdown": "**89** [Engineer \\[x\\]](https://a.example)", "html": "<p><b>89</b> A &amp; B</p>"}[form]
    notifier.send(target, "t", body)
    assert webhook.taken[0]["message"] == body


def test_well_known_services_get_the_form_they_show_best() -> None:
    notifier = AppriseNotifier(
        [
            "discord://123456789012345678/abcdefghijklmnopqrstuvwxyz",
            "mailto://u:p@example.org",
            "tgram://123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/12345",
            "ntfy://a-topic",
        ]
    )
    forms = {target.name: (target.form.value, target.most_characters) for target in notifier.targets()}
    assert forms["notify.urls[0] (Discord)"] == ("markdown", 2000)
    assert forms["notify.urls[1] (E-Mail)"][0] == "html"
    assert forms["notify.urls[2] (Telegram)"] == ("html", 4096)
    assert forms["notify.urls[3] (ntfy)"][0] == "text"


@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_a_refusal_is_told_in_words_without_the_address(
    webhook: Webhook, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    webhook.status = status
    notifier = AppriseNotifier([webhook.url])
    (target,) = notifier.targets()
    with caplog.at_level(logging.DEBUG), pytest.raises(Retryable) as caught:
        notifier.send(target, "t", "b")
    told = str(caught.value)
    assert str(status) in told
    assert "notify.urls[0] (JSON)" in told
    for text in (
        told,
        repr(caught.value),
        *(record.getMessage() for record in caplog.records if record.name != "werkzeug"),
    ):
        assert SECRET not in text


def test_a_service_that_is_not_there_is_told_too(httpserver: HTTPServer) -> None:
    notifier = AppriseNotifier([f"json://127.0.0.1:9/{SECRET}"])
    with pytest.raises(Retryable) as caught:
        notifier.send(notifier.targets()[0], "t", "b")
    assert "127.0.0.1" not in str(caught.value)
    assert SECRET not in str(caught.value)


def test_what_is_no_address_is_refused_by_its_place_alone(webhook: Webhook) -> None:
    with pytest.raises(Misconfigured) as caught:
        AppriseNotifier([webhook.url, f"nonsense://{SECRET}", "discord://x"]).targets()
    assert "notify.urls[1], notify.urls[2]" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_every_part_of_an_address_is_masked_however_it_is_written() -> None:
    url = "json://robin:pa%24%24word@hooks.example:8080/a1b2c3/tok-en"
    words = "failed at HOOKS.example for robin with pa$$word and pa%24%24word: /a1b2c3/tok-en\nby JSON"
    assert without_secrets(words, url) == "failed at •••• for •••• with •••• and ••••: /••••/•••• by JSON"


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(Misconfigured, match="not installed"):
        AppriseNotifier(["json://localhost"]).targets()


def test_the_library_is_not_loaded_before_something_is_sent() -> None:
    code = "import sys, jobfinder.notify as n; n.AppriseNotifier(['json://x']); sys.exit('apprise' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


# -- from the command line --------------------------------------------------------------------------------------------


@pytest.fixture
def shell(tmp_path: Path, webhook: Webhook) -> Shell:
    made = new_shell(tmp_path)
    return Shell(made.folder, {**made.environ, "JOB_FINDER_NOTIFY__URLS": webhook.url})


def test_a_test_message_reaches_the_service(shell: Shell, webhook: Webhook) -> None:
    done = shell.run("notify", "test")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "notify.urls[0] (JSON): sent\n"
    assert "test from Job Finder (staging)" in webhook.taken[0]["message"]


def test_a_test_message_that_is_refused_ends_with_an_error(shell: Shell, webhook: Webhook) -> None:
    webhook.status = 500
    done = shell.run("notify", "test", "--json")
    (one,) = json.loads(done.stdout)
    assert (done.returncode, one["outcome"]) == (1, "refused")
    assert SECRET not in done.stdout + done.stderr


def test_the_settings_show_no_address(shell: Shell) -> None:
    done = shell.run("config", "check")
    assert done.returncode == 0
    assert "notify.urls" in done.stdout
    for part in (SECRET, "robin", "127.0.0.1"):
        assert part not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (f"[json://x/{SECRET}", "JOB_FINDER_NOTIFY__URLS"),
        (f"{{json: x/{SECRET}}}", "notify.urls"),
        ("7", "notify.urls"),
    ],
)
def test_a_wrong_value_is_refused_without_being_shown(shell: Shell, value: str, words: str) -> None:
    done = shell.run("notify", "test", JOB_FINDER_NOTIFY__URLS=value)
    assert done.returncode == 3
    assert words in done.stderr
    assert SECRET not in done.stdout + done.stderr


def test_without_an_address_a_test_says_where_to_put_one(shell: Shell) -> None:
    done = shell.run("notify", "test", JOB_FINDER_NOTIFY__URLS="")
    assert done.returncode == 3
    assert "JOB_FINDER_NOTIFY__URLS" in done.stderr


def test_an_empty_digest_is_shown_and_not_sent(shell: Shell, webhook: Webhook) -> None:
    done = shell.run("digest", "--dry-run")
    assert (done.returncode, webhook.taken) == (0, [])
    assert "0 new." in done.stdout
    assert "Nothing is new" in done.stderr
    assert shell.run("digest").stdout == "notify.urls[0] (JSON): nothing new\n"
    assert webhook.taken == []
    assert shell.json("digest", "--dry-run")["new"] == 0


def test_several_addresses_in_one_variable_are_several_targets(tmp_path: Path, shell: Shell, webhook: Webhook) -> None:
    settings = {**shell.environ, "JOB_FINDER_NOTIFY__URLS": f"{webhook.url}, json://127.0.0.1:9/a,b\njson://localhost"}
    ports = wiring.bootstrap(shell.folder, settings)
    try:
        assert [target.name for target in ports.notifier.targets()] == [f"notify.urls[{n}] (JSON)" for n in range(3)]
    finally:
        ports.close()


# -- alerts -----------------------------------------------------------------------------------------------------------


def test_alerts_have_an_address_of_their_own_and_are_listed_while_they_last(
    shell: Shell, webhook: Webhook, httpserver: HTTPServer
) -> None:
    assert (shell.run("notify", "list").returncode, shell.run("notify", "list").stdout) == (0, "Nothing is wrong.\n")
    pager = Webhook(httpserver, f"/pager/{SECRET}")
    environ = {**shell.environ, "JOB_FINDER_ALERTS__URLS": pager.url}
    said = Alarm(
        "source acme: zero", "acme yields nothing @everyone", f"It had 40. See {pager.url}", "jobfinder sources"
    )
    ports = wiring.bootstrap(shell.folder, environ)
    try:
        alert(said, ports)
        assert tell_alarms(ports) == 1
    finally:
        ports.close()
    (message,) = pager.taken
    assert message["title"] == "Job Finder (staging): acme yields nothing @\u200beveryone"
    assert "It had 40." in message["message"]
    assert SECRET not in json.dumps(message)
    assert webhook.taken == []
    listed = shell.run("notify", "list", "--json")
    (one,) = json.loads(listed.stdout)
    assert (listed.returncode, one["kind"], one["told"], one["todo"]) == (1, "source", True, "jobfinder sources")


def test_a_test_message_goes_where_alerts_go_too(shell: Shell, webhook: Webhook, httpserver: HTTPServer) -> None:
    pager = Webhook(httpserver, f"/pager/{SECRET}")
    pager.status = 500
    done = shell.run("notify", "test", JOB_FINDER_ALERTS__URLS=pager.url)
    lines = done.stdout.splitlines()
    assert (done.returncode, lines[0]) == (1, "notify.urls[0] (JSON): sent")
    assert lines[1].startswith("alerts.urls[0] (JSON): refused: ")
    assert SECRET not in done.stdout + done.stderr
