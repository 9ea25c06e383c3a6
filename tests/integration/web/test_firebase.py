"""The gate of the cloud: firebase-admin itself, against the protocol of the Auth emulator and of the real service."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from typing import Any

import firebase_admin
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from firebase_admin import _token_gen, _user_mgt, credentials
from google.auth.credentials import AnonymousCredentials
from pytest_httpserver import HTTPServer

from jobfinder.ports import Ports
from jobfinder.web.firebase_gate import APP, COOKIE
from jobfinder.web.routes import TABLE, Kind
from jobfinder.web.visitors import install_gate
from tests.integration.web.auth_service import PASSWORD, PROJECT, AuthService, User, claims, encoded, unsigned
from tests.unit.cli.conftest import a_listing, keep
from tests.unit.web.conftest import HOST, Site
from tests.unit.web.conftest import ports as ports  # the same store as for the unit tests

OURS = {"Origin": f"http://{HOST}"}


def forget_app() -> None:
    if APP in firebase_admin._apps:
        firebase_admin.delete_app(firebase_admin.get_app(APP))


@pytest.fixture
def service(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, ports: Ports) -> Iterator[AuthService]:
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", f"{httpserver.host}:{httpserver.port}")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", PROJECT)
    monkeypatch.delenv("K_SERVICE", raising=False)
    forget_app()
    install_gate(None)
    yield AuthService(httpserver)
    forget_app()


@pytest.fixture
def site(service: AuthService, ports: Ports) -> Site:
    return Site(ports)


@pytest.fixture
def owner(service: AuthService) -> User:
    return service.add(User("u1", "me@example.org", {"owner": True}))


def signed_in(site: Site, user: User, **more: str) -> Any:
    form = {"email": user.email, "password": PASSWORD, **more}
    return site.ask("POST", "/sign-in", data=form, headers=OURS)


def test_the_owner_signs_in_and_sees_the_matches(site: Site, owner: User, service: AuthService) -> None:
    keep(site.ports, a_listing(1))
    assert site.get("/?min_score=10").headers["Location"] == "/sign-in?next=/%3Fmin_score%3D10"
    response = signed_in(site, owner, next="/?min_score=10")
    assert (response.status_code, response.headers["Location"]) == (303, "/?min_score=10")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=432000"))
    page = site.get("/")
    assert "Platform Engineer 1" in page.text
    assert "me@example.org" in page.text
    assert service.asked.count("cookie") == 1


def test_the_session_is_encrypted_in_the_cloud(site: Site, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from jobfinder.web import firebase_gate

    signed_in(site, owner)
    taken: dict[str, Any] = {}

    class Jar:
        def set_cookie(self, *words: object, **more: object) -> None:
            taken.update(more)

    from werkzeug.test import EnvironBuilder

    request: Any = EnvironBuilder(method="POST", data={"email": owner.email, "password": PASSWORD}).get_request()
    monkeypatch.setattr(firebase_gate, "id_token_of", lambda email, password: owner.id_token)
    monkeypatch.setattr(firebase_gate, "EMULATOR_HOST", "A_VARIABLE_THAT_IS_NOT_SET")
    jar: Any = Jar()
    firebase_gate.FirebaseGate().sign_in(request, jar)
    assert taken["secure"] is True


def test_the_forms_of_a_session_work_and_those_of_none_do_not(site: Site, owner: User) -> None:
    match = keep(site.ports, a_listing(1))
    assert match is not None
    signed_in(site, owner)
    assert site.send(f"/matches/{match.id}/state", state="saved").status_code == 303
    wrong = {"state": "applied", "form_token": "0" * 64}
    assert site.ask("POST", f"/matches/{match.id}/state", data=wrong, headers=OURS).status_code == 403
    assert [each.state.value for each in site.ports.store.matches()] == ["saved"]
    assert site.send("/sign-out").status_code == 303
    assert site.get("/").status_code == 303


def test_the_api_takes_the_owners_id_token(site: Site, owner: User) -> None:
    keep(site.ports, a_listing(1))
    response = site.api("/matches", token=owner.id_token)
    assert response.status_code == 200
    assert len(response.json or []) == 1


@pytest.mark.parametrize("claim", [{}, {"owner": False}, {"owner": "true"}, {"owner": 1}, {"admin": True}])
def test_who_is_signed_in_but_no_owner_is_refused(claim: dict[str, object], site: Site, service: AuthService) -> None:
    user = service.add(User("u2", "other@example.org", claim))
    for method, path, kind, *_ in TABLE:
        if kind is Kind.API:
            response = site.ask(method, path, headers={"Authorization": f"Bearer {user.id_token}"})
            assert response.status_code == 403, path
    response = signed_in(site, user)
    assert response.status_code == 403
    assert "not your Job Finder" in response.text
    assert "Set-Cookie" not in response.headers
    assert "cookie" not in service.asked


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "a.b.c",
        f"{encoded({'alg': 'none'})}.{encoded([])}.",
        f"{encoded([])}.{encoded({})}.",
        unsigned({}),
        unsigned(claims("u1", owner=True) | {"aud": "another-project"}),
        unsigned(claims("u1", owner=True) | {"iss": "https://securetoken.google.com/another-project"}),
        unsigned(claims("", owner=True)),
        unsigned(claims("u1", owner=True) | {"iat": None}),
        unsigned(claims("u1", owner=True) | {"iat": "soon"}),
        unsigned(claims("nobody", owner=True)),
        "é",
    ],
)
def test_a_token_that_is_none_opens_nothing(token: str, site: Site, owner: User) -> None:
    headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
    assert site.ask("GET", "/api/v1/matches", headers=headers).status_code == 401
    site.client.set_cookie(COOKIE, token, domain="127.0.0.1")
    assert site.get("/").status_code == 303


def test_an_id_token_is_no_session_and_a_session_is_no_id_token(site: Site, owner: User) -> None:
    site.client.set_cookie(COOKIE, owner.id_token, domain="127.0.0.1")
    assert site.get("/").status_code == 303
    signed_in(site, owner)
    cookie = site.client.get_cookie(COOKIE, domain="127.0.0.1")
    assert cookie is not None
    assert site.api("/matches", token=cookie.value).status_code == 401


def test_a_revoked_or_disabled_owner_is_out_at_once(site: Site, owner: User) -> None:
    signed_in(site, owner)
    assert site.get("/").status_code == 200
    owner.valid_since = int(time.time()) + 60
    assert site.get("/").status_code == 303
    assert site.api("/matches", token=owner.id_token).status_code == 401
    owner.valid_since, owner.disabled = 0, True
    assert site.get("/").status_code == 303
    owner.disabled = False
    assert site.get("/").status_code == 200


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        ("INVALID_LOGIN_CREDENTIALS", 403, "E-mail or password is wrong."),
        ("EMAIL_NOT_FOUND", 403, "E-mail or password is wrong."),
        ("INVALID_PASSWORD", 403, "E-mail or password is wrong."),
        ("USER_DISABLED", 403, "This account is disabled."),
        ("TOO_MANY_ATTEMPTS_TRY_LATER : Access has been disabled", 429, "Wait a while"),
    ],
)
def test_a_refused_sign_in_says_why(
    code: str, status: int, words: str, site: Site, owner: User, service: AuthService
) -> None:
    service.refusal = code
    response = signed_in(site, owner)
    assert response.status_code == status
    assert words in response.text


def test_a_key_that_the_service_refuses_is_ours_to_mend(site: Site, owner: User, service: AuthService) -> None:
    service.refusal = "API key not valid. Please pass a valid API key."
    response = signed_in(site, owner)
    assert response.status_code == 500
    assert "API key" not in response.text


def test_a_service_that_does_not_answer_is_tried_again_later(site: Site, owner: User, service: AuthService) -> None:
    signed_in(site, owner)
    service.status = 502
    for response in (site.get("/"), signed_in(site, owner), site.api("/matches", token=owner.id_token)):
        assert response.status_code == 503
        assert "Retry-After" in response.headers


def test_an_unfilled_form_asks_nobody(site: Site, service: AuthService) -> None:
    assert site.ask("POST", "/sign-in", data={"email": "", "password": ""}, headers=OURS).status_code == 422
    assert not service.asked


def test_the_emulator_is_refused_in_the_cloud(site: Site, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("K_SERVICE", "web")
    assert site.api("/matches", token=owner.id_token).status_code == 500
    assert signed_in(site, owner).status_code == 500


def test_without_a_project_or_a_key_nobody_comes_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "FIREBASE_API_KEY", "FIREBASE_AUTH_EMULATOR_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nonexistent.json")
    assert site.api("/matches", token=unsigned(claims("u1", owner=True))).status_code == 500
    assert site.ask("POST", "/sign-in", data={"email": "a@b.c", "password": "x"}, headers=OURS).status_code == 500


# -- tokens that are really signed ------------------------------------------------------------------------------------


class Nobody(credentials.Base):  # type: ignore[misc]
    def get_credential(self) -> AnonymousCredentials:
        return AnonymousCredentials()  # type: ignore[no-untyped-call]


def certificate(key: rsa.RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "securetoken.system.gserviceaccount.com")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
Signed = Callable[..., str]


def signed(document: dict[str, Any], key: Any = KEY, kid: str | None = "k1", algorithm: str = "RS256") -> str:
    return jwt.encode(document, key, algorithm, headers={"kid": kid} if kid else None)


@pytest.fixture
def cloud(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, service: AuthService, ports: Ports) -> Site:
    """Give the site as in the cloud: no emulator; certificates and user look-ups come over HTTP from the test."""
    monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST")
    monkeypatch.setenv("K_SERVICE", "web")
    certificates = {"k1": certificate(KEY)}
    httpserver.expect_request("/certificates").respond_with_json(certificates, headers={"Cache-Control": "max-age=60"})
    monkeypatch.setattr(_token_gen, "ID_TOKEN_CERT_URI", httpserver.url_for("/certificates"))
    monkeypatch.setattr(_token_gen, "COOKIE_CERT_URI", httpserver.url_for("/certificates"))
    monkeypatch.setattr(
        _user_mgt.UserManager, "ID_TOOLKIT_URL", httpserver.url_for("/identitytoolkit.googleapis.com/v1")
    )
    firebase_admin.initialize_app(Nobody(), {"projectId": PROJECT}, APP)
    service.add(User("u1", "me@example.org", {"owner": True}))
    return Site(ports)


def test_a_signed_token_of_the_owner_opens_the_api_and_a_signed_session_the_pages(cloud: Site) -> None:
    keep(cloud.ports, a_listing(1))
    assert cloud.api("/matches", token=signed(claims("u1", owner=True))).status_code == 200
    session = claims("u1", "https://session.firebase.google.com/", owner=True)
    cloud.client.set_cookie(COOKIE, signed(session), domain="127.0.0.1")
    assert cloud.get("/").status_code == 200


@pytest.mark.parametrize(
    ("change", "how"),
    [
        ({}, {"key": OTHER_KEY}),
        ({}, {"kid": "k2"}),
        ({}, {"kid": None}),
        ({}, {"key": "x" * 64, "algorithm": "HS256"}),
        ({"exp": 1}, {}),
        ({"iat": int(time.time()) + 7200, "exp": int(time.time()) + 9000}, {}),
        ({"aud": "another-project"}, {}),
        ({"iss": "https://securetoken.google.com/another-project"}, {}),
        ({"sub": ""}, {}),
    ],
)
def test_a_token_that_the_service_did_not_sign_for_us_now_opens_nothing(
    change: dict[str, Any], how: dict[str, Any], cloud: Site
) -> None:
    token = signed(claims("u1", owner=True) | change, **how)
    assert cloud.api("/matches", token=token).status_code == 401
    cloud.client.set_cookie(COOKIE, token, domain="127.0.0.1")
    assert cloud.get("/").status_code == 303


def test_an_unsigned_token_opens_nothing_in_the_cloud(cloud: Site) -> None:
    assert cloud.api("/matches", token=unsigned(claims("u1", owner=True))).status_code == 401
    tampered = signed(claims("u1")).split(".")
    tampered[1] = encoded(claims("u1", owner=True))
    assert cloud.api("/matches", token=".".join(tampered)).status_code == 401
    assert cloud.api("/matches", token=signed(claims("u1"))).status_code == 403


def test_certificates_that_cannot_be_had_are_no_verdict_on_the_token(
    cloud: Site, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_app()
    monkeypatch.setattr(_token_gen, "ID_TOKEN_CERT_URI", httpserver.url_for("/nothing-here"))
    firebase_admin.initialize_app(Nobody(), {"projectId": PROJECT}, APP)
    assert cloud.api("/matches", token=signed(claims("u1", owner=True))).status_code == 503
