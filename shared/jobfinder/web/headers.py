"""The headers every answer carries: no script runs, nothing loads from elsewhere, nobody frames it, nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug import Request, Response

# https://www.w3.org/TR/CSP3/ ; there is no script-src, so default-src 'none' forbids every script.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it, browsers send `Origin: null` with our own forms, and that is what they are checked by.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
HSTS = "max-age=31536000"


def secured(request: Request, response: Response) -> Response:
    """Return the response with the headers set; only static files may be kept by the browser."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    if came_over_tls(request):
        response.headers["Strict-Transport-Security"] = HSTS
    return response


def came_over_tls(request: Request) -> bool:
    """Return whether the browser's connection is encrypted: ours, or that of the platform in front of us."""
    return request.is_secure or request.headers.get("X-Forwarded-Proto", "").split(",")[0].strip() == "https"
