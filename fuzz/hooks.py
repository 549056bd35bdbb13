"""What the fuzzer cannot take from the document alone: values that exist, rules between fields, Twilio's signature, and who may do what."""

import base64
import copy
import hashlib
import hmac
import json
import os
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qsl

import schemathesis
from requests.auth import AuthBase
from schemathesis.core.parameters import ParameterLocation

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


def agree_query(path, query):
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


class TwilioSignature(AuthBase):
    """Signs what is sent, as it is sent: the address, then the form's fields sorted by name."""

    def __call__(self, request):
        body = request.body or ""
        fields = parse_qsl(body if isinstance(body, str) else body.decode(), keep_blank_values=True)
        text = request.url + "".join(name + value for name, value in sorted(set(fields)))
        digest = hmac.new(TARGETS["authToken"].encode(), text.encode(), hashlib.sha1).digest()
        request.headers["X-Twilio-Signature"] = base64.b64encode(digest).decode()
        return request


def is_right(case, location):
    return case.meta is not None and not case.meta.is_negative_at(location)


def some_address(case):
    return "10." + ".".join(str(part) for part in hashlib.sha256(case.id.encode()).digest()[:3])


def aim(case):
    """Mostly a path leads to what is there."""
    for name, value in case.path_parameters.items():
        if name in TARGETS and pick((True, True, True, False), value):
            case.path_parameters[name] = pick(TARGETS[name], value)


def call_of_webhook(body):
    """The fields that each of Twilio's forms has."""
    call = pick(TARGETS["call_sid"], body)
    return {"CallSid": call, **body, "AccountSid": TARGETS["accountSid"]}


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers["X-Forwarded-For"] = some_address(case)
    if case.path_parameters and is_right(case, ParameterLocation.PATH):
        aim(case)
    if case.query and is_right(case, ParameterLocation.QUERY):
        agree_query(case.path, case.query)
    if isinstance(case.body, dict) and is_right(case, ParameterLocation.BODY):
        case.body = copy.deepcopy(case.body)
        if case.path.startswith("/twilio/"):
            case.body = call_of_webhook(case.body)
        else:
            agree(case.body)
        if "Idempotency-Key" in (case.headers or {}) and is_right(case, ParameterLocation.HEADER):
            agree_headers(case.headers, case.body)
    if case.path.startswith("/twilio/") and "X-Twilio-Signature" in (case.headers or {}):
        kwargs["auth"] = TwilioSignature()


def detail_of(response):
    return response.json()["detail"]


@schemathesis.check
def scope_is_asked_for(context, response, case):
    """Who has no key is answered 401, who lacks the scope 403 and its name, and nobody else for want of either."""
    scope = case.operation.definition.raw.get("x-required-scope")
    is_route = case.method.upper() == case.operation.method.upper()
    if scope is None or not is_route or (case.path_parameters and not is_right(case, ParameterLocation.PATH)):
        return
    status, held = response.status_code, TARGETS["scopes"]
    refusal = f"Forbidden: this needs the scope {scope}"
    if held is None:
        assert status == 401, f"A stranger was answered {status}"
    elif scope in held or "admin" in held:
        assert status != 401 and (status != 403 or detail_of(response) != refusal), f"The scope {scope} was refused"
    else:
        assert status == 403 and detail_of(response) == refusal, f"Without the scope {scope} the answer was {status}"
