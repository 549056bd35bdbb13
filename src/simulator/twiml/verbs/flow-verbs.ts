import { Attributes } from '../attributes.js';
import type { Flow, Session } from '../session.js';
import { TwimlError, type TwimlElement } from '../twiml-element.js';

export async function hangup(): Promise<Flow> {
  return 'hang up';
}

export async function redirect(session: Session, element: TwimlElement): Promise<Flow> {
  const attributes = new Attributes(session, element);
  attributes.allow('method');
  const url = element.text.trim();
  if (url === '') throw new TwimlError(11100, '<Redirect> holds no URL');
  return { goTo: { url: session.resolve(url), method: attributes.method('method', 13710) } };
}
