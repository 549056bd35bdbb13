import { goodAnswer, type Delivery } from '../callbacks/courier.js';
import { MAX_BODY_BYTES } from '../callbacks/http-post.js';
import { parseTwiml } from './parse-twiml.js';
import type { Session, Source } from './session.js';
import { TwimlError, type TwimlElement } from './twiml-element.js';

const HTTP_FAILURE = 11200;
const NO_CONNECTION = 11205;
const TOO_MANY_REDIRECTS = 11215;
const TOO_LARGE = 11750;
const BAD_CONTENT_TYPE = 12300;
const XML_TYPES = ['text/xml', 'application/xml', 'text/html'];

function failureOf(delivery: Delivery): TwimlError {
  if (delivery.answered)
    return new TwimlError(HTTP_FAILURE, `Got HTTP ${delivery.status} response to ${delivery.url}`);
  const code = delivery.failure === 'ct' ? NO_CONNECTION : HTTP_FAILURE;
  return new TwimlError(code, `No response from ${delivery.url}: ${delivery.message}`);
}

/** An answer that is no XML: Twilio speaks plain text and plays audio. */
function wrapped(contentType: string, body: string, url: string): TwimlElement {
  const verb = (name: string, text: string): TwimlElement => ({
    name: 'Response',
    attributes: {},
    text,
    children: [{ name, attributes: {}, children: [], text }],
  });
  if (contentType === 'text/plain') return verb('Say', body);
  if (contentType.startsWith('audio/')) return verb('Play', url);
  throw new TwimlError(BAD_CONTENT_TYPE, `Invalid Content-Type: ${contentType || 'none'}`);
}

/** Gets a document by HTTP, or takes the given text, and reads it. Throws TwimlError with Twilio's code. */
export async function fetchDocument(
  session: Session,
  source: Source,
  kind: 'voice' | 'action',
): Promise<TwimlElement> {
  if ('twiml' in source) return parseTwiml(source.twiml);
  const { courier } = session.exchange;
  const record = courier.register(session.call, {
    kind,
    event: kind,
    endpoint: { url: source.url, method: source.method },
    params: session.parameters(source.params),
  });
  const delivery = await session.line.spend(courier.deliver(session.call, record));
  const answer = goodAnswer(delivery);
  if (!answer) throw failureOf(delivery);
  if (answer.status >= 300)
    throw new TwimlError(TOO_MANY_REDIRECTS, `Too many HTTP redirects from ${source.url}`);
  if (answer.bytes > MAX_BODY_BYTES)
    throw new TwimlError(TOO_LARGE, `TwiML response body too large: ${answer.bytes} bytes`);
  session.current = { url: answer.url, method: source.method };
  const [contentType = ''] = answer.contentType.toLowerCase().split(';', 1);
  if (answer.status === 204) return { name: 'Response', attributes: {}, children: [], text: '' };
  return XML_TYPES.includes(contentType.trim())
    ? parseTwiml(answer.body)
    : wrapped(contentType.trim(), answer.body, answer.url);
}
