"""Hears webhooks of Atlas: `WEBHOOK_SECRET=whsec_… uvicorn receiver:app`."""

import json
import os

from fastapi import FastAPI, HTTPException, Request
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["WEBHOOK_SECRET"])
app = FastAPI()

# The same event may come more than once, also after a restart: keep this in your database.
done: set[str] = set()


def handle(event_id: str, event: dict) -> None:
    """What is to happen."""
    if event_id in done:
        return
    done.add(event_id)
    print(event["type"], json.dumps(event["data"]), flush=True)


@app.post("/webhooks", status_code=204)
async def receive(request: Request) -> None:
    # The body as it came: a signature is over bytes, and parsed JSON has others.
    body = await request.body()
    try:
        event = webhook.verify(body, dict(request.headers))
    except WebhookVerificationError as error:
        raise HTTPException(400, str(error)) from error
    handle(request.headers["webhook-id"], event)
