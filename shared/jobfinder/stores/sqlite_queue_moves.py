"""The moves of the queue's state machine (docs/queue.md) as SQL: each is one conditional write."""

from __future__ import annotations

from jobfinder.stores.sqlite_queue_rows import COLUMNS, RELEASED, STAMP

# A claim is one conditional write; nothing is read first, the ticket says what the item was when its event was sent.
#
#                due_at (not_before, or the creation)             lease_expires_at
#                  |                                                |
#   pending  ------+-- claim(17) -> 18                              |
#   processing          |<------------------ lease ---------------->|
#   worker A            A works ............................................ finish(18): the stamp is 19, LostClaim
#   worker B                    claim(17): the stamp is 18, None    claim(18) -> 19 ...... finish(19): done
#   update_time  17     18                                          19                     20
#
# The lease outlasts the function's time limit: B takes over from a dead A, not from a slow one. If A lives all the
# same, stamp and token refuse it. What is done has neither status, so no late event can open it again.
_OPEN_AND_DUE = """(
    (status = 'pending' AND due_at <= :now) OR (status = 'processing' AND lease_expires_at <= :now)
)"""
CLAIM = f"""
UPDATE queue_items SET
    status = 'processing', attempt = attempt + 1, claim_token = :token, lease_expires_at = :lease_end,
    not_before = NULL, update_time = max(:now, update_time + 1)
WHERE id = :id AND update_time = :seen AND {_OPEN_AND_DUE}
RETURNING {COLUMNS}
"""  # noqa: S608
CLAIM_UNTRIED = CLAIM.replace("RETURNING", "AND attempt = 0 RETURNING")
# `due_at <= :now` holds for every item that was ever claimed: a claim leaves it as it was. It bounds the index.
DUE = f"""
SELECT id, update_time FROM queue_items
WHERE finished_at IS NULL AND due_at <= :now AND {_OPEN_AND_DUE} ORDER BY due_at, seq LIMIT :limit
"""  # noqa: S608
# What every move out of `processing` demands: the item is still as the claim left it.
_STILL_MINE = "WHERE id = :id AND update_time = :seen AND claim_token = :token AND status = 'processing'"

FINISH = f"""
UPDATE queue_items SET
    status = 'succeeded', outcome = :outcome, reason = :reason, decisions = :decisions, finished_at = :now,
    error_kind = NULL, error_message = NULL, {STAMP}
{_STILL_MINE}
"""  # noqa: S608
WAIT = f"""
UPDATE queue_items SET
    status = 'pending', not_before = :not_before, due_at = :not_before,
    error_kind = :error_kind, error_message = :error_message, {STAMP}
{_STILL_MINE}
"""  # noqa: S608
FAIL = f"""
UPDATE queue_items SET
    status = 'failed', finished_at = :now, reason = :error_message,
    error_kind = :error_kind, error_message = :error_message, {STAMP}
{_STILL_MINE}
"""  # noqa: S608
RELEASE = f"""
UPDATE queue_items SET {RELEASED} {_STILL_MINE}
"""  # noqa: S608
RETRY = """
UPDATE queue_items SET
    status = 'pending', attempt = 0, not_before = NULL, due_at = min(created_at, :now), finished_at = NULL,
    expires_at = NULL, reason = '', error_kind = NULL, error_message = NULL, update_time = max(:now, update_time + 1)
WHERE status = 'failed' AND id IN (SELECT value FROM json_each(:ids))
"""
