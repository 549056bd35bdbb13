import { Webhook } from 'standardwebhooks';
import type { WebhookEvent } from './webhook-event.js';

/** A request that is no event of Atlas, or not any more: answer it 400, and do nothing. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}

/** Headers as Node, Express or fetch have them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

const NAMES = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * What the webhook tells. `body` is the body as it came, byte by byte, and nothing that was parsed; `secret` is the
 * endpoint's (`whsec_…`), or several while it is being changed. Throws WebhookError where the signature is not right or older than five minutes.
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
): WebhookEvent {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const signed = Object.fromEntries(NAMES.map((name) => [name, headerOf(headers, name)]));
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (secrets.length === 0) throw new WebhookError('There is no secret to check it by');
  let refusal: unknown;
  for (const each of secrets) {
    try {
      const event = new Webhook(each).verify(text, signed) as WebhookEvent;
      return { ...event, id: signed['webhook-id'] ?? '' };
    } catch (error) {
      refusal = error;
    }
  }
  throw new WebhookError(`The webhook is not accepted: ${(refusal as Error).message}`, { cause: refusal });
}

function headerOf(headers: WebhookHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return (typeof value === 'string' ? value : value?.join(' ')) ?? '';
}
