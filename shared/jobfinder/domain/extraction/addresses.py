"""Takes addresses out of a text: a model needs no link, no e-mail address and no telephone number to read a posting."""

from __future__ import annotations

import re

_LINK = re.compile(r"\b(?:https?|ftp)://\S+|\bwww\.\S+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\w+])\+\d{1,3}[ ./()-]{0,2}(?:\d[ ./()-]{0,2}){6,13}\d(?!\w)")
_ENDS = ".,;:!?)]}>\"'"


def without_addresses(text: str) -> str:
    """Return the text with "[link]", "[mail]" and "[phone]" in place of addresses; the rest stays as it is."""
    if "://" in text or "www." in text.lower():
        text = _LINK.sub(lambda found: "[link]" + found[0][len(found[0].rstrip(_ENDS)) :], text)
    if "@" in text:
        text = _MAIL.sub("[mail]", text)
    return _PHONE.sub("[phone]", text) if "+" in text else text
