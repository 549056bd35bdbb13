import { load, UNSENT_EACH } from '../http/load.js';
import type { PeerOptions } from '../http/peers.js';
import { storeRinging } from './ringing.js';
import { callsFor, type WebhookStream } from './stream.js';

const CONNECTIONS = 16;
/** A load leaves some unsent. */
const UNSENT = UNSENT_EACH * CONNECTIONS;

/** Stores the calls that so many more webhooks of the stream are about. */
export const prepare = async (stream: WebhookStream, options: PeerOptions, webhooks: number): Promise<void> =>
  stream.add(await storeRinging(options, callsFor(webhooks)));

/** Sends so many webhooks as fast as they are answered; answers how many a second that were. */
export async function hurry(
  url: string,
  stream: WebhookStream,
  options: PeerOptions,
  webhooks: number,
): Promise<number> {
  await prepare(stream, options, webhooks + UNSENT);
  return (await load(url, stream.many(webhooks + UNSENT), CONNECTIONS)).rate;
}
