"""What the fuzzer cannot take from the document alone: values that exist, rules between fields, Twilio's signature, and who may do what."""

import base64
import copy
import hashlib
import hmac
from urllib.parse import parse_qs, parse_qsl, urlsplit

import schemathesis
from agreement import TARGETS, agree, agree_headers, agree_query, pick
from requests.auth import AuthBase
from schemathesis.core.parameters import ParameterLocation

# What the address of a request may be, as src/common/http/head-bounds.ts has it.
MOST_PARAMETERS = 100
LONGEST_URL = 8_000


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


def is_refused_unread(response):
    """So long an address is refused before anybody asks who sends it."""
    url, status = response.request.path_url, response.status_code
    return (
        url.count("&") >= MOST_PARAMETERS
        and status == 400
        and detail_of(response) == f"Invalid query: must have at most {MOST_PARAMETERS} parameters"
    ) or (len(url) > LONGEST_URL and status == 414)


def is_refused_link(response, case):
    """A link to a recording is a proof of its own: whoever sends one is told what is wrong with it."""
    sent = parse_qs(urlsplit(response.request.url).query, keep_blank_values=True)
    return (
        case.path == "/recordings/{recording_sid}/media"
        and ("signature" in sent or "expires" in sent)
        and response.status_code == 403
        and detail_of(response).startswith("Invalid link: ")
    )


@schemathesis.check
def scope_is_asked_for(context, response, case):
    """Who has no key is answered 401, who lacks the scope 403 and its name, and nobody else for want of either."""
    scope = case.operation.definition.raw.get("x-required-scope")
    is_route = case.method.upper() == case.operation.method.upper()
    if scope is None or not is_route or (case.path_parameters and not is_right(case, ParameterLocation.PATH)):
        return
    if is_refused_unread(response) or is_refused_link(response, case):
        return
    status, held = response.status_code, TARGETS["scopes"]
    refusal = f"Forbidden: this needs the scope {scope}"
    if held is None:
        assert status == 401, f"A stranger was answered {status}"
    elif scope in held or "admin" in held:
        assert status != 401 and (status != 403 or detail_of(response) != refusal), f"The scope {scope} was refused"
    else:
        assert status == 403 and detail_of(response) == refusal, f"Without the scope {scope} the answer was {status}"
