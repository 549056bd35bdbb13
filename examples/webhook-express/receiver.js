/** Hears webhooks of Atlas: `WEBHOOK_SECRET=whsec_… node receiver.js`. */
import { verifyWebhook, WebhookError } from '@atlas/client';
import express from 'express';

const secret = process.env.WEBHOOK_SECRET;
if (!secret) throw new Error('Set WEBHOOK_SECRET to the secret of the endpoint');

/** The same event may come more than once, also after a restart: keep this in your database. */
const done = new Set();

/** What is to happen. */
function handle({ id, type, data }) {
  if (done.has(id)) return;
  done.add(id);
  console.log(`${type} ${JSON.stringify(data)}`);
}

const app = express();
// The body as it came: a signature is over bytes, and parsed JSON has others.
app.post('/webhooks', express.raw({ type: 'application/json' }), (request, response) => {
  try {
    handle(verifyWebhook(request.body, request.headers, secret));
    response.status(204).end();
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    response.status(400).json({ detail: error.message });
  }
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Listening at http://127.0.0.1:${server.address().port}/webhooks`);
});
