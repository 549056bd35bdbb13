import type { Flow, Session } from '../session.js';
import type { TwimlElement } from '../twiml-element.js';
import { hangup, redirect, reject } from './flow-verbs.js';
import { gather } from './gather-verb.js';
import { play } from './play-verb.js';
import { record } from './record-verb.js';
import { pause, say } from './speaking-verbs.js';
import { start, stop } from './start-verb.js';

/** Runs one element. */
export type Verb = (session: Session, element: TwimlElement) => Flow | Promise<Flow>;

/** The verbs that the simulator runs. Any other is warned of and left out, as Twilio does with unknown ones. */
export const VERBS: Readonly<Record<string, Verb>> = {
  Gather: gather,
  Hangup: hangup,
  Pause: pause,
  Play: play,
  Record: record,
  Redirect: redirect,
  Reject: reject,
  Say: (session, element) => say(session, element),
  Start: start,
  Stop: stop,
};
