import type { PrettyOptions } from 'pino-pretty';

/** Fields that the message shows in words, and those that say nothing to one reader at one terminal. */
const SHOWN_OR_DULL = 'pid,hostname,context,method,url,status,duration_ms,request_id';

// A terminal obeys control characters, and part of what is logged comes from outside.
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

/** One line of the log in words: `Users: made 3 users`, or `GET /users 200, 4 ms [request id]`. */
export const readableMessage = (line: Record<string, unknown>): string => {
  const { context, method, url, status, duration_ms: ms, request_id: id, msg } = line;
  const told = status === undefined ? msg : `${method} ${url} ${status}, ${ms} ms`;
  const text = `${context === undefined ? '' : `${context}: `}${told ?? ''}${id === undefined ? '' : ` [${id}]`}`;
  return text.replace(CONTROLS, '');
};

/** How pino-pretty shows a line in development; further fields follow the message as JSON. */
export const READABLE: PrettyOptions = {
  singleLine: true,
  ignore: SHOWN_OR_DULL,
  translateTime: 'SYS:HH:MM:ss',
  messageFormat: (line) => readableMessage(line),
};
