import type { PrettyOptions } from 'pino-pretty';

/** Fields that the message shows in words, and those that say nothing to one reader at one terminal. */
const SHOWN_OR_DULL = 'pid,hostname,context,method,url,status,duration_ms,request_id,client';

// A terminal obeys control characters, and part of what is logged comes from outside.
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

/** The fields of a line that are told in words. */
interface Line {
  context?: string;
  method?: string;
  url?: string;
  status?: number;
  duration_ms?: number;
  request_id?: string;
  msg?: string;
}

/** One line of the log in words: `Users: made 3 users`, or `GET /users 200, 4 ms [request id]`. */
export const readableMessage = (line: Line): string => {
  const origin = line.context ? `${line.context}: ` : '';
  const request = `${line.method} ${line.url} ${line.status}, ${line.duration_ms} ms`;
  const id = line.request_id ? ` [${line.request_id}]` : '';
  const text = `${origin}${line.status === undefined ? (line.msg ?? '') : request}${id}`;
  return text.replace(CONTROLS, '');
};

/** How pino-pretty shows a line in development; further fields follow the message as JSON. */
export const READABLE: PrettyOptions = {
  singleLine: true,
  ignore: SHOWN_OR_DULL,
  translateTime: 'SYS:HH:MM:ss',
  messageFormat: (line) => readableMessage(line as Line),
};
