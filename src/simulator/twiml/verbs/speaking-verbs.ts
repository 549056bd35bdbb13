import { tell } from '../../calls/call.js';
import { speechMs } from '../../callees/speech.js';
import { Attributes } from '../attributes.js';
import type { Flow, Session } from '../session.js';
import type { TwimlElement } from '../twiml-element.js';

/** What Twilio does with `loop="0"`: it repeats until the call ends, or this many times. */
const ENDLESS_LOOP = 1000;

export async function say(session: Session, element: TwimlElement): Promise<Flow> {
  const attributes = new Attributes(session, element);
  attributes.allow('voice', 'language', 'loop');
  const loop = attributes.integer('loop', { min: 0, max: ENDLESS_LOOP, fallback: 1, code: 13510 });
  const text = element.text.replace(/\s+/g, ' ').trim();
  if (text === '') session.notify('warning', 13520, '<Say> holds no text');
  const length = speechMs(text, attributes.text('language', 'en-US'));
  for (let round = 0; round < (loop || ENDLESS_LOOP) && text !== ''; round += 1) {
    tell(session.call, 'said', text, length / 1000);
    await speak(session, length);
  }
  return undefined;
}

export async function pause(session: Session, element: TwimlElement): Promise<Flow> {
  const attributes = new Attributes(session, element);
  attributes.allow('length');
  const seconds = attributes.integer('length', { min: 1, max: 86_400, fallback: 1, code: 13910 });
  tell(session.call, 'paused', '', seconds);
  await session.line.wait(seconds * 1000);
  return undefined;
}

/** Lets the time of something spoken or played pass; some callees hang up in the middle of the first. */
async function speak(session: Session, ms: number): Promise<void> {
  if (session.call.callee.hangsUpMidScript) {
    await session.line.wait(ms / 2);
    session.line.cut({
      status: 'completed',
      sipCode: 200,
      by: 'callee',
      reason: 'The callee hung up in the middle of the script',
    });
  }
  await session.line.wait(ms);
}
