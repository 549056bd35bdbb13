import { SaxesParser } from 'saxes';
import { TwimlError, type TwimlElement } from './twiml-element.js';

/** Twilio's code for a document that is no TwiML. */
const PARSE_FAILURE = 12100;
const WRONG_ROOT = 12102;
const EMPTY_BODY = 11770;

/** Reads a TwiML document strictly: well-formed XML whose root is `<Response>`; else a TwimlError. */
export function parseTwiml(text: string): TwimlElement {
  const open: TwimlElement[] = [];
  let root: TwimlElement | undefined;
  if (text.trim() === '') throw new TwimlError(EMPTY_BODY, 'Empty response body');
  const parser = new SaxesParser();
  const fail = (reason: string): never => {
    throw new TwimlError(PARSE_FAILURE, `Document parse failure: ${reason}`);
  };
  const addText = (chunk: string): void => {
    for (const element of open) element.text += chunk;
  };
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('a document type is not allowed'));
  parser.on('opentag', ({ name, attributes }) => {
    const element: TwimlElement = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text.trim()).close();
  if (root?.name !== 'Response') throw new TwimlError(WRONG_ROOT, 'The root element must be <Response>');
  return root;
}
