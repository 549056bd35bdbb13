import { SaxesParser } from 'saxes';
import { TwimlError, type TwimlElement } from './twiml-element.js';

/** Twilio's code for a document that is no TwiML. */
const PARSE_FAILURE = 12100;

/** Reads a TwiML document strictly: well-formed XML whose root is `<Response>`, or a TwimlError 12100. */
export function parseTwiml(text: string): TwimlElement {
  const open: TwimlElement[] = [];
  let root: TwimlElement | undefined;
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
  if (root?.name !== 'Response') return fail('the root element must be <Response>');
  return root;
}
