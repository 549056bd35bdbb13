import { Attributes, SCHEMA_WARNING } from '../attributes.js';
import type { Flow, Session } from '../session.js';
import { TwimlError, type TwimlElement } from '../twiml-element.js';

const INVALID_URL = 11100;
const REDIRECT_METHOD = 13710;

export function hangup(session: Session, element: TwimlElement): Flow {
  new Attributes(session, element).allow();
  return 'hang up';
}

/** On a call that was answered there is nothing to refuse any more, so it hangs up. */
export function reject(session: Session, element: TwimlElement): Flow {
  const attributes = new Attributes(session, element);
  attributes.allow('reason');
  attributes.oneOf('reason', ['rejected', 'busy'], 'rejected', SCHEMA_WARNING);
  return 'hang up';
}

export function redirect(session: Session, element: TwimlElement): Flow {
  const attributes = new Attributes(session, element);
  attributes.allow('method');
  const url = element.text.trim();
  if (url === '') throw new TwimlError(INVALID_URL, '<Redirect> holds no URL');
  return { goTo: { url: session.resolve(url), method: attributes.method('method', REDIRECT_METHOD) } };
}
