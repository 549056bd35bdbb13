"""Mends what a schema lets through and Atlas refuses: values that exist, and rules between fields."""

import hashlib
import json
import os
from datetime import date, datetime, timedelta, timezone

# What fuzz.ts made before the run: ids that exist, the simulator's credentials, and the scopes of who asks.
TARGETS = json.loads(os.environ["ATLAS_FUZZ_TARGETS"])

# The simulator's callees, then possible numbers of other countries.
NUMBERS = [f"+1415555{callee}" for callee in ("0100", "0101", "0120", "0130", "0131", "0132", "0140", "0150")] + [
    "+442079460000",
    "+4930123456",
    "+819012345678",
    "+5511912345678",
    "+61491570156",
]
# Who does not want to be called: some of them are called all the same, and that is refused.
UNWANTED = ["+14155550198", "+14155550199", "+61491570156"]
TIME_ZONES = ["America/New_York", "Asia/Kolkata", "Europe/Berlin", "Pacific/Auckland", "UTC"]

# Results are of days in these years, at most so many of them.
FIRST_DAY = date(2000, 1, 1)
DAYS = 36_000
MOST_DAYS = 366

# The earliest moment that Atlas takes, with a day for its offset.
EARLIEST = "1970-01-02T00:00:00Z"


def pick(choices, value):
    """One of the choices, always the same one for the same value: a run can be repeated."""
    digest = hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).digest()
    return choices[int.from_bytes(digest[:4], "big") % len(choices)]


def ahead(days):
    return (datetime.now(timezone.utc) + timedelta(days=days)).isoformat()


def agree(body):
    """Mends what a schema lets through and Atlas refuses: numbers nobody has, times gone by, fields that contradict."""
    for name in ("to", "phone_number"):
        if name in body:
            body[name] = pick(NUMBERS, body[name])
    if "number" in body:
        body["number"] = pick(UNWANTED, body["number"])
    if "numbers" in body:
        body["numbers"] = [pick(UNWANTED, number) for number in body["numbers"]]
    if body.get("email"):
        body["email"] = f"{hashlib.sha256(repr(body).encode()).hexdigest()[:12]}@example.com"
    if body.get("scheduled_at"):
        body["scheduled_at"] = ahead(1 + pick(range(28), body["scheduled_at"]))
    if body.get("expires_at"):
        body["expires_at"] = ahead(40 + pick(range(300), body["expires_at"]))
    if body.get("metadata"):
        body["metadata"] = {f"key_{index}": text for index, text in enumerate(body["metadata"].values())}
    if body.get("calling_window"):
        agree_window(body["calling_window"])
    if body.get("retry"):
        agree_retry(body["retry"], body.get("machine_detection"))


def agree_window(window):
    window["time_zone"] = pick(TIME_ZONES, window["time_zone"])
    if window["start"] == window["end"]:
        window["end"] = "24:00"


def agree_retry(retry, machine_detection):
    if machine_detection in (None, "none"):
        retry["on"] = [outcome for outcome in retry["on"] if outcome != "voicemail"] or ["busy"]
    if retry.get("delays") is None:
        return
    retry["max_attempts"] = max(retry["max_attempts"], len(retry["delays"]) + 1)
    for name in ("delay_seconds", "backoff"):
        retry.pop(name, None)


def some_days(value):
    """A first and a last day, as many days apart as may be asked for."""
    first = FIRST_DAY + timedelta(days=pick(range(DAYS), [value, "first"]))
    return first.isoformat(), (first + timedelta(days=pick(range(MOST_DAYS), [value, "last"]))).isoformat()


def agree_results(query):
    """The first and the last day are given together or not at all."""
    given = [query.get(name) for name in ("from", "to")]
    if any(given):
        query["from"], query["to"] = some_days(given)
    if "time_zone" in query:
        query["time_zone"] = pick(TIME_ZONES, query["time_zone"])


def agree_query(path, query):
    if path.startswith("/analytics/"):
        agree_results(query)
        return
    if "first_dialled" in query:
        first, last = some_days(query["first_dialled"])
        weekday, hour = query["first_dialled"].split("_")[2:4]
        query["first_dialled"] = "_".join((first, last, weekday, hour, pick(TIME_ZONES, query["first_dialled"])))
    if "to" in query:
        query["to"] = pick(NUMBERS, query["to"])
    if "number" in query:
        query["number"] = pick(UNWANTED, query["number"])
    for name in ("from", "until"):
        if query.get(name, EARLIEST) < EARLIEST:
            query[name] = EARLIEST
    if "cursor" in query:
        query["cursor"] = TARGETS["cursors"][path]
        query.pop("page", None)


def agree_headers(headers, body):
    """Another body under the same key is refused: half of the time a key is of this body alone."""
    key = headers["Idempotency-Key"]
    if pick((True, False), [key, body]):
        headers["Idempotency-Key"] = hashlib.sha256(repr([key, body]).encode()).hexdigest()
