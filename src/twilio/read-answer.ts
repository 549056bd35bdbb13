import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A whole answer, whatever its status. */
export interface ExchangeAnswer {
  statusCode: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Takes what it wants of an answer; until it is done, time and connection are watched. */
export type ReadAnswer<Answer> = (
  response: IncomingMessage,
  done: (answer: Answer) => void,
  fail: (code: string, message: string) => void,
) => void;

/** More than any answer of Twilio has; a longer one counts as no clear answer. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** The whole answer in memory. */
export const readWhole: ReadAnswer<ExchangeAnswer> = (response, done, fail) => {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) fail('E2BIG', 'the answer is too long');
  });
  response.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name, error.message));
  response.on('end', () => {
    if (!response.complete) return fail('ECONNRESET', 'the answer was cut short');
    done({
      statusCode: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    });
  });
};
