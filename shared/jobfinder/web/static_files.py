"""The style sheet and the icon: the only files there are; nothing else can be named."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug import Response
from werkzeug.exceptions import NotFound

if TYPE_CHECKING:
    from jobfinder.web.routes import Call

FOLDER = Path(__file__).with_name("static")
TYPES = {"style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


def static_file(call: Call) -> Response:
    """Answer one file; an address with its version may be kept for ever. Raises NotFound."""
    name = call.values["name"]
    if name not in TYPES:
        raise NotFound
    is_versioned = call.request.args.get("v") == version_of(name)
    kept = "public, max-age=31536000, immutable" if is_versioned else "no-cache"
    return Response(_content(name), content_type=TYPES[name], headers={"Cache-Control": kept})


@cache
def _content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@cache
def version_of(name: str) -> str:
    """Return what changes whenever the file does."""
    return sha256(_content(name)).hexdigest()[:12]
