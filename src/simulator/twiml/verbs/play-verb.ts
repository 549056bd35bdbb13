import { goodAnswer } from '../../callbacks/courier.js';
import type { HttpAnswer } from '../../callbacks/http-post.js';
import { Attributes } from '../attributes.js';
import type { Flow, Session } from '../session.js';
import { TwimlError, type TwimlElement } from '../twiml-element.js';
import { ENDLESS_LOOP, speak } from './speaking-verbs.js';

const CODE = { loop: 13410, contentType: 13420, retrieval: 11200 } as const;
/** Bytes of a second of compressed sound, for files whose header does not tell their length. */
const USUAL_BYTES_PER_SECOND = 16_000;
const WAV_BYTE_RATE_AT = 28;
const KEY_MS = 250;
const PAUSE_MS: Readonly<Record<string, number>> = { w: 500, W: 1000 };

/** Plays a file, or sends keys (`digits`). The file is fetched once; its length is that of its sound. */
export async function play(session: Session, element: TwimlElement): Promise<Flow> {
  const attributes = new Attributes(session, element);
  attributes.allow('loop', 'digits');
  const loop = attributes.integer('loop', { min: 0, max: ENDLESS_LOOP, fallback: 1, code: CODE.loop });
  const digits = attributes.text('digits', '');
  if (digits !== '') {
    const ms = Array.from(digits).reduce((sum, key) => sum + (PAUSE_MS[key] ?? KEY_MS), 0);
    return repeat(session, `keys ${digits}`, ms, loop);
  }
  const url = session.resolve(element.text.trim());
  return repeat(session, url, await soundMs(session, url), loop);
}

async function repeat(session: Session, what: string, ms: number, loop: number): Promise<Flow> {
  for (let round = 0; round < (loop || ENDLESS_LOOP); round += 1) {
    session.line.tell('played', what, ms / 1000);
    await speak(session, ms);
  }
  return undefined;
}

async function soundMs(session: Session, url: string): Promise<number> {
  const { courier } = session.exchange;
  const endpoint = { url, method: 'GET' } as const;
  const record = courier.register(session.call, { kind: 'media', event: 'play', endpoint, params: {} });
  const delivery = await session.line.spend(courier.deliver(session.call, record));
  const answer = goodAnswer(delivery);
  if (!answer) throw new TwimlError(CODE.retrieval, `<Play> could not get ${url}`);
  if (!/^audio\//i.test(answer.contentType)) {
    throw new TwimlError(
      CODE.contentType,
      `<Play> needs an audio Content-Type, got ${answer.contentType || 'none'}`,
    );
  }
  return Math.max(1000, Math.round((answer.bytes / bytesPerSecond(answer)) * 1000));
}

function bytesPerSecond({ body }: HttpAnswer): number {
  if (!body.startsWith('RIFF')) return USUAL_BYTES_PER_SECOND;
  const rate = Buffer.from(body.slice(0, WAV_BYTE_RATE_AT + 4), 'latin1').readUInt32LE(WAV_BYTE_RATE_AT);
  return rate > 0 ? rate : USUAL_BYTES_PER_SECOND;
}
