import { speechMs } from '../../callees/speech.js';
import { Attributes, SCHEMA_WARNING } from '../attributes.js';
import type { Flow, Session } from '../session.js';
import type { TwimlElement } from '../twiml-element.js';

/** What `loop="0"` means: it repeats until the call ends, or this many times. */
export const ENDLESS_LOOP = 1000;

/** Twilio's warnings, which are others for a Say inside a Gather. */
export interface SayCodes {
  loop: number;
  voice: number;
}

const CODES: SayCodes = { loop: 13510, voice: 13511 };
const NO_TEXT = 13520;
const PAUSE_LENGTH = 13910;
const VOICE = /^(?:man|woman|alice|(?:Polly|Google)\.[\w-]+)$/;

export async function say(session: Session, element: TwimlElement, codes: SayCodes = CODES): Promise<Flow> {
  const attributes = new Attributes(session, element);
  attributes.allow('voice', 'language', 'loop');
  attributes.matches('voice', VOICE, codes.voice);
  const loop = attributes.integer('loop', { min: 0, max: ENDLESS_LOOP, fallback: 1, code: codes.loop });
  const text = element.text.replace(/\s+/g, ' ').trim();
  if (text === '') session.notify('warning', NO_TEXT, '<Say> holds no text');
  const length = speechMs(text, attributes.text('language', 'en-US'));
  for (let round = 0; round < (loop || ENDLESS_LOOP) && text !== ''; round += 1) {
    session.line.tell('said', text, length / 1000);
    await speak(session, length);
  }
  return undefined;
}

export async function pause(session: Session, element: TwimlElement): Promise<Flow> {
  const attributes = new Attributes(session, element);
  attributes.allow('length');
  const seconds = attributes.integer('length', { min: 1, max: 86_400, fallback: 1, code: PAUSE_LENGTH });
  session.line.tell('paused', '', seconds);
  await session.line.wait(seconds * 1000);
  return undefined;
}

/** Lets the time of something spoken or played pass; some callees hang up in the middle of the first. */
export async function speak(session: Session, ms: number): Promise<void> {
  if (session.call.callee.hangsUpMidScript) {
    await session.line.wait(ms / 2);
    const reason = 'The callee hung up in the middle of the script';
    session.line.cut({ status: 'completed', sipCode: 200, by: 'callee', reason });
  }
  await session.line.wait(ms);
}

/** A verb that stands where none may; it is left out. */
export const leftOut = (
  session: Session,
  parent: string,
  name: string,
  code: number = SCHEMA_WARNING,
): void => session.notify('warning', code, `<${name}> may not stand in <${parent}>; it was left out`);
