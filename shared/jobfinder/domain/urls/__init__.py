"""What a URL says: its canonical form, and which board, or which one posting, of a known vendor it names."""

from jobfinder.domain.urls.vendors import VendorUrl, native_key, native_keys, vendor_url
from jobfinder.domain.urls.web import ascii_host, canonical_url, page_url, split_web_url, typed_url

__all__ = [
    "VendorUrl",
    "ascii_host",
    "canonical_url",
    "native_key",
    "native_keys",
    "page_url",
    "split_web_url",
    "typed_url",
    "vendor_url",
]
