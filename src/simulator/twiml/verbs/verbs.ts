import type { Flow, Session } from '../session.js';
import type { TwimlElement } from '../twiml-element.js';
import { hangup, redirect } from './flow-verbs.js';
import { record } from './record-verb.js';
import { pause, say } from './speaking-verbs.js';

/** Runs one element. */
export type Verb = (session: Session, element: TwimlElement) => Promise<Flow>;

/** The verbs that the simulator runs. Any other is warned of and left out, as Twilio does with unknown ones. */
export const VERBS: Readonly<Record<string, Verb>> = {
  Hangup: hangup,
  Pause: pause,
  Record: record,
  Redirect: redirect,
  Say: say,
};
