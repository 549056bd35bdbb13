import { CallDiverted } from '../calls/line.js';
import { speechMs } from '../callees/speech.js';
import { SCHEMA_WARNING } from './attributes.js';
import { fetchDocument } from './fetch-document.js';
import type { Flow, Session, Source } from './session.js';
import { TwimlError } from './twiml-element.js';
import { VERBS } from './verbs/verbs.js';

const APPLICATION_ERROR = 'We are sorry, an application error has occurred. Goodbye.';
/** Documents in one call. Twilio states no number; without one a document that redirects to itself would never end. */
const MAX_DOCUMENTS = 250;

/** Runs documents, one after the other, until one of them ends the call. Throws CallOver when the line ends first. */
export async function runTwiml(session: Session, first: Source): Promise<void> {
  let next: Source | undefined = first;
  for (let count = 0; next; count += 1) {
    try {
      if (count === MAX_DOCUMENTS)
        throw new TwimlError(11215, `More than ${MAX_DOCUMENTS} documents in one call`);
      next = await runDocument(session, next, count === 0 ? 'voice' : 'action');
    } catch (error) {
      if (error instanceof CallDiverted) next = error.to;
      else if (error instanceof TwimlError) next = await recover(session, error);
      else throw error;
    }
  }
}

async function runDocument(
  session: Session,
  source: Source,
  kind: 'voice' | 'action',
): Promise<Source | undefined> {
  session.current = source;
  const document = await fetchDocument(session, source, kind);
  for (const element of document.children) {
    const verb = VERBS[element.name];
    if (!verb) {
      session.notify(
        'warning',
        SCHEMA_WARNING,
        `<${element.name}> is not a verb that is known here; it was left out`,
      );
      continue;
    }
    const flow: Flow = await verb(session, element);
    if (flow === 'hang up') return undefined;
    if (flow) return flow.goTo;
  }
  return undefined;
}

/** Asks the fallback URL once, if there is one; else says that an error has occurred, and the call ends. */
async function recover(session: Session, error: TwimlError): Promise<Source | undefined> {
  session.notify('error', error.code, error.message);
  const { fallback } = session.call.request;
  const failedUrl = 'url' in session.current ? session.current.url : '';
  if (fallback && !session.triedFallback) {
    session.triedFallback = true;
    return { ...fallback, params: { ErrorCode: String(error.code), ErrorUrl: failedUrl } };
  }
  session.line.tell('said', APPLICATION_ERROR, speechMs(APPLICATION_ERROR) / 1000);
  await session.line.wait(speechMs(APPLICATION_ERROR));
  return undefined;
}
