import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from jobfinder.demo.catalogue import boards, find
from jobfinder.demo.server import save_bodies, serve_sample_boards
from jobfinder.domain.identity import content_hash, merge_keys
from jobfinder.domain.posting import Posting
from jobfinder.ports import Board, Request
from jobfinder.sources import source_type
from tests.unit.demo.reading_boards import NOW, Read, get, read, source

TROUBLED = {"greenhouse:vanished-sample", "ashby:crashed-sample", "lever:throttled-sample"}
FEED = "feed:https://farwork.example/remote-jobs.rss"


@pytest.fixture
def server():
    with serve_sample_boards(now=NOW) as running:
        yield running


@pytest.fixture(scope="module")
def scraped() -> dict[str, Read]:
    """Everything the well-behaved boards say, details included."""
    with serve_sample_boards(now=NOW) as running:
        return {each["key"]: read(each, details=True) for each in running.sources() if each["key"] not in TROUBLED}


def test_every_well_behaved_board_is_read_by_its_own_source(scraped):
    for board in boards().values():
        if board.trouble or not board.vendor_knows:
            continue
        whole = [p for p in board.postings if "broken" not in p.slug and p.listed and p.is_open(0)]
        assert len(scraped[board.key].postings) == len(whole), board.name
    assert sum(len(found.postings) for found in scraped.values()) >= 170


def test_broken_rows_stand_on_many_boards_and_are_named(scraped):
    with_broken = [key for key, found in scraped.items() if any("JSON-LD" not in row.which for row in found.broken)]
    assert len(with_broken) >= 8
    assert all(row.why for found in scraped.values() for row in found.broken)


def test_every_posting_has_its_words_its_link_and_a_date(scraped):
    for found in scraped.values():
        for posting in found.postings:
            assert posting.text
            assert posting.company
            assert posting.url.startswith("https://")
            assert posting.posted_at is not None


def test_the_employer_of_a_feeds_item_is_who_offers_the_job(scraped):
    companies = {posting.company for posting in scraped[FEED].postings}
    assert {"Glasbirne Software", "Kiebitz Grid", "Numquam Staffing"} <= companies
    assert "Farwork" not in companies


def test_dates_are_read_back_as_they_were_written(scraped):
    posting = _titled(scraped["greenhouse:kiebitzgrid"], "Senior Software Engineer (Go), Edge Gateway")
    age = NOW.replace(minute=0) - posting.posted_at
    assert abs(age - timedelta(days=0.3)) < timedelta(seconds=1)


def test_copies_share_a_merge_key_with_what_they_copy(scraped):
    for board, key in (("farwork", FEED), ("tidewren_ashby", "ashby:tidewren")):
        for copy in (p for p in boards()[board].postings if (p.text.endswith("…") or board == "tidewren_ashby")):
            keys = set(merge_keys(_titled(scraped[key], copy.title, copy.company), key))
            rivals = [
                (each, other)
                for other, found in scraped.items()
                if other != key
                for each in found.postings
                if each.title == copy.title
            ]
            assert any(keys & set(merge_keys(each, other)) for each, other in rivals), copy.slug


def _titled(found: Read, title: str, company: str = "") -> Posting:
    return next(p for p in found.postings if p.title == title and (not company or p.company == company))


def test_the_same_hour_gives_the_same_bytes(server):
    with serve_sample_boards(now=NOW + timedelta(minutes=20)) as other:
        for board in server.sources():
            if board["type"] == "smartrecruiters" or board["key"] in TROUBLED:
                continue  # its rows name the address of their details, which holds the port
            path = _address(board).removeprefix(server.url)
            assert get(server.url + path).body == get(other.url + path).body


def _address(board) -> str:
    return board["url"] if board["url"].startswith("http://127") else board["board"]


def test_a_second_scrape_later_finds_nothing_new(scraped):
    with serve_sample_boards(now=NOW + timedelta(hours=7)) as later:
        for board in later.sources():
            if board["key"] in scraped:
                again = read(board, details=True).postings
                assert _versions(again) == _versions(scraped[board["key"]].postings), board["key"]


def _versions(postings) -> set[tuple[str, str]]:
    return {(posting.native_id, content_hash(posting)) for posting in postings}


def test_on_the_next_day_some_postings_join_some_leave_and_no_other_date_moves(server):
    before = read(source(server, "greenhouse:kiebitzgrid")).postings
    with serve_sample_boards(now=NOW + timedelta(days=1), day=1) as tomorrow:
        after = read(source(tomorrow, "greenhouse:kiebitzgrid")).postings
    server.set_day(1)
    assert read(source(server, "greenhouse:kiebitzgrid")).postings[0].posted_at == after[0].posted_at
    joined = {p.title for p in after} - {p.title for p in before}
    left = {p.native_id for p in before} - {p.native_id for p in after}
    assert joined == {"Senior Python Engineer, Market Interfaces"}
    assert left == {find("kiebitz", "data-engineer-berlin-old").native_id}
    dates = {p.native_id: p.posted_at for p in before}
    assert all(p.posted_at == dates[p.native_id] for p in after if p.native_id in dates)


def test_a_posting_that_is_closed_vanishes_and_can_come_back(server):
    gone = find("tidewren", "data-analyst-mexico").native_id
    server.close("tidewren", gone)
    assert gone not in {p.native_id for p in read(source(server, "lever:tidewren")).postings}
    server.reopen("tidewren", gone)
    assert gone in {p.native_id for p in read(source(server, "lever:tidewren")).postings}


def test_some_postings_are_listed_though_their_last_day_has_passed(scraped):
    passed = [p for found in scraped.values() for p in found.postings if p.closes_at and p.closes_at < NOW]
    assert len(passed) >= 4


def test_smartrecruiters_answers_in_pages_and_keeps_the_text_in_the_details(server):
    listed = read(source(server, "smartrecruiters:BrueckwerkGruppe"))
    assert listed.pages > 1
    assert not any(posting.text for posting in listed.postings)


def test_an_unlisted_job_is_sent_and_not_read(server, scraped):
    body = get(source(server, "ashby:mossgate")["url"]).body
    assert b"confidential" in body
    assert not any("confidential" in p.title for p in scraped["ashby:mossgate"].postings)


def test_troubled_boards_behave_as_their_names_say(server):
    assert get(source(server, "greenhouse:vanished-sample")["url"]).status == 404
    assert get(source(server, "ashby:crashed-sample")["url"]).status == 500
    assert json.loads(get(source(server, "smartrecruiters:MisspeltSampleCo")["url"]).body)["totalFound"] == 0


def test_a_throttled_board_says_when_to_come_back_and_then_answers(server):
    address = source(server, "lever:throttled-sample")["url"]
    first, second = get(address), get(address)
    assert (first.status, first.headers["Retry-After"]) == (429, "1")
    assert second.status == 200
    assert len(json.loads(second.body)) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/greenhouse/v1/boards/nobody/jobs", 404),
        ("/lever/v0/postings/nobody?mode=json", 404),
        ("/ashby/posting-api/job-board/nobody", 404),
        ("/smartrecruiters/v1/companies/nobody/postings", 200),
        ("/recruitee/nobody/api/offers/", 404),
        ("/web/nobody.example/jobs.rss", 404),
        ("/nothing", 404),
        ("/lever", 404),
        ("/robots.txt", 200),
        ("/", 200),
    ],
)
def test_what_is_not_there_is_answered_as_the_vendor_would(server, path, status):
    assert get(server.url + path).status == status


def test_one_posting_can_be_asked_for_by_its_id(server):
    posting = find("kiebitz", "senior-sre")
    one = json.loads(get(f"{server.url}/greenhouse/v1/boards/kiebitzgrid/jobs/{posting.native_id}").body)
    assert one["title"] == posting.title
    assert get(f"{server.url}/greenhouse/v1/boards/kiebitzgrid/jobs/1").status == 404


def test_an_unchanged_body_is_not_sent_again(server):
    address = source(server, "recruitee:fennelandbyte")["url"]
    first = get(address)
    again = get(address, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    server.close("fennel", find("fennel", "php-rescue").native_id)
    assert get(address, If_None_Match=first.headers["ETag"]).status == 200


def test_head_tells_the_size_and_sends_nothing(server):
    reply = get(source(server, "lever:tidewren")["url"], method="HEAD")
    assert reply.body == b""
    assert int(reply.headers["Content-Length"]) > 10_000


def test_requests_are_counted_by_path(server):
    get(source(server, "lever:tidewren")["url"])
    get(source(server, "lever:tidewren")["url"])
    assert server.requests == {"/lever/v0/postings/tidewren?mode=json": 2}


def test_the_french_feed_is_latin_1_and_says_so(server):
    body = get(source(server, "feed:https://emplois-territoire.example/offres.rss")["board"]).body
    assert body.startswith(b'<?xml version="1.0" encoding="iso-8859-1"?>')
    assert "Développeur".encode("latin-1") in body


def test_the_japanese_feed_begins_with_a_byte_order_mark(server, scraped):
    body = get(source(server, "feed:https://hoshizora-shigoto.example/kyujin.atom")["board"]).body
    assert body.startswith(b"\xef\xbb\xbf<?xml")
    found = scraped["feed:https://hoshizora-shigoto.example/kyujin.atom"]
    assert "訪問看護師" in {posting.title for posting in found.postings}


def test_keys_do_not_depend_on_the_port(server):
    with serve_sample_boards(now=NOW) as other:
        assert [each["key"] for each in server.sources()] == [each["key"] for each in other.sources()]
        assert server.url != other.url


def test_a_taken_port_is_an_error(server):
    with pytest.raises(OSError, match="in use"):
        serve_sample_boards(port=int(server.url.rsplit(":", 1)[1]))


def test_many_may_ask_at_once(server):
    addresses = [_address(board) for board in server.sources() if board["key"] not in TROUBLED] * 3
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(get, addresses))
    assert {reply.status for reply in replies} == {200}
    assert server.requests.total() == len(addresses)


def test_bodies_can_be_saved_and_parsed_from_their_files(tmp_path):
    files = save_bodies(tmp_path / "bodies", now=NOW)
    assert len(files) == len([board for board in boards().values() if not board.trouble])
    for path in files:
        kind, _, name = path.stem.partition("-")
        board = Board(boards()[name].id)
        page = source_type(kind).parse(path.read_bytes(), board, Request(url="https://saved.example/"))
        assert page.postings or name == "misspelt"
