import type { Gathered, GatherTerms } from '../../callees/actor.js';
import { Attributes } from '../attributes.js';
import { followUp, type Flow, type Session } from '../session.js';
import type { TwimlElement } from '../twiml-element.js';
import { play } from './play-verb.js';
import { leftOut, pause, say } from './speaking-verbs.js';

const CODE = {
  finishOnKey: 13310,
  method: 13312,
  timeout: 13313,
  numDigits: 13314,
  nested: 13320,
  input: 13326,
} as const;
const NESTED_SAY = { loop: 13322, voice: 13321 };
const INPUTS = ['dtmf', 'speech', 'dtmf speech', 'speech dtmf'] as const;
const CONFIDENCE = '0.92';
const NO_LIMIT = 1000;
const ATTRIBUTES = [
  'action', 'actionOnEmptyResult', 'bargeIn', 'debug', 'dtmfDetection', 'enhanced', 'finishOnKey', 'hints', 'input', 'language',
  'maxSpeechTime', 'method', 'numDigits', 'partialResultCallback', 'partialResultCallbackMethod', 'profanityFilter',
  'speechModel', 'speechTimeout', 'timeout',
]; // prettier-ignore

/**
 * Speaks what is nested in it, then waits for keys or words. With some, `action` is asked with them, or the current
 * document again; with none, the next verb runs, unless `actionOnEmptyResult`. Source: Twilio's `<Gather>` page.
 */
export async function gather(session: Session, element: TwimlElement): Promise<Flow> {
  const attributes = new Attributes(session, element);
  attributes.allow(...ATTRIBUTES);
  const terms = readTerms(attributes);
  const action = attributes.action(CODE.method);
  for (const child of element.children) await prompt(session, child);
  const gathered = await session.actor.gather(session.line, terms);
  const params = paramsOf(gathered);
  const isEmpty = (gathered.digits ?? '') === '' && gathered.speech === undefined;
  if (isEmpty && !attributes.flag('actionOnEmptyResult', false, CODE.input)) return undefined;
  return { goTo: followUp(action, params) };
}

function readTerms(attributes: Attributes): GatherTerms {
  const input = attributes.oneOf('input', INPUTS, 'dtmf', CODE.input).split(' ');
  const listensFor = new Set((['dtmf', 'speech'] as const).filter((word) => input.includes(word)));
  attributes.matches('finishOnKey', /^[0-9*#]?$/, CODE.finishOnKey);
  const timeout = attributes.text('timeout', '5');
  const seconds =
    timeout === 'auto'
      ? 5
      : attributes.integer('timeout', { min: 0, max: 600, fallback: 5, code: CODE.timeout });
  return {
    listensFor,
    timeoutMs: seconds * 1000,
    numDigits: attributes.integer('numDigits', {
      min: 1,
      max: NO_LIMIT,
      fallback: NO_LIMIT,
      code: CODE.numDigits,
    }),
    finishOnKey: attributes.text('finishOnKey', '#'),
  };
}

async function prompt(session: Session, child: TwimlElement): Promise<void> {
  if (child.name === 'Say') await say(session, child, NESTED_SAY);
  else if (child.name === 'Play') await play(session, child);
  else if (child.name === 'Pause') await pause(session, child);
  else leftOut(session, 'Gather', child.name, CODE.nested);
}

function paramsOf({ digits, finishedWithKey, speech }: Gathered): Record<string, string> {
  if (speech !== undefined) return { SpeechResult: speech, Confidence: CONFIDENCE, Language: 'en-US' };
  return { Digits: digits ?? '', FinishedOnKey: finishedWithKey ?? '' };
}
