"""Feeds: RSS 2.0 and Atom (RFC 4287), in whatever encoding the board declares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from jobfinder.demo.catalogue import SampleBoard, SamplePosting
from jobfinder.demo.markup import to_html
from jobfinder.demo.wire.rows import capitalised, closes, published, site


def rss(board: SampleBoard, postings: Sequence[SamplePosting], epoch: datetime) -> str:
    """Return an aggregator's feed: "Company: Role" titles, eligibility in `region`, the board's own link."""
    items = "\n".join(_rss_item(board, posting, epoch) for posting in postings)
    return (
        f'<?xml version="1.0" encoding="{board.encoding}"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{escape(board.company)}</title>\n<link>{escape(site(board))}</link>\n"
        f"<description>{escape(board.about)}</description>\n<ttl>60</ttl>\n{items}\n</channel>\n</rss>\n"
    )


def _rss_item(board: SampleBoard, posting: SamplePosting, epoch: datetime) -> str:
    expires = closes(posting, epoch)
    values = {
        "title": f"{posting.company}: {posting.title}" if board.company_in_title else posting.title,
        "company": "" if board.company_in_title else posting.company,
        "location": "" if posting.eligible else posting.location,
        "region": posting.eligible,
        "workplace": posting.mode,
        "category": posting.department,
        "type": capitalised(posting.employment),
        "description": _feed_html(board, posting),
        "pubDate": format_datetime(published(posting, epoch)),
        "expires_at": format_datetime(expires) if expires else "",
        "guid": posting.url,
        "link": posting.url,
    }
    values |= posting.raw
    rows = (f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items() if value and value != "<absent>")
    return "<item>\n" + "\n".join(rows) + "\n</item>"


def _feed_html(board: SampleBoard, posting: SamplePosting) -> str:
    place = f"<p><strong>{board.place_label}:</strong> {escape(posting.location)}</p>\n"
    head = place if posting.location else ""
    return head + to_html(posting.markup)


def atom(board: SampleBoard, postings: Sequence[SamplePosting], epoch: datetime) -> str:
    """Return an Atom feed; `updated` of an entry is its last edit, `published` its first appearance."""
    entries = "\n".join(_atom_entry(board, posting, epoch) for posting in postings)
    return (
        f'<?xml version="1.0" encoding="{board.encoding}"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(board.company)}</title>\n<id>{escape(board.id)}</id>\n"
        f"<updated>{_atom_time(epoch)}</updated>\n{entries}\n</feed>\n"
    )


def _atom_entry(board: SampleBoard, posting: SamplePosting, epoch: datetime) -> str:
    values = {"title": posting.title, "id": f"tag:{posting.native_id}", **posting.raw}
    rows = [f"<{name}>{escape(value)}</{name}>" for name, value in values.items() if value and value != "<absent>"]
    rows += [
        f'<link rel="alternate" href="{escape(posting.url)}"/>',
        f"<author><name>{escape(posting.company)}</name></author>",
        f'<category term="{escape(posting.location)}"/>',
        f"<published>{_atom_time(published(posting, epoch))}</published>",
        f"<updated>{_atom_time(epoch)}</updated>",
        f'<content type="html">{escape(_feed_html(board, posting))}</content>',
    ]
    return "<entry>\n" + "\n".join(rows) + "\n</entry>"


def _atom_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
