import type { ExchangeError } from './http-exchange.js';
import type { ExchangeAnswer } from './read-answer.js';
import { HELD } from './send-gate.js';
import { TOO_MANY_REQUESTS, TwilioError, type TwilioReason } from './twilio.errors.js';

const MAX_MESSAGE_LENGTH = 500;
const MAX_RETRY_AFTER_SECONDS = 3600;

/** Sentences for what a network failure before sending means; any other is told by its code. */
const NETWORK_REASONS: Record<string, string> = {
  ENOTFOUND: 'its host name is unknown',
  EAI_AGAIN: 'its host name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset before anything was sent',
  EHOSTUNREACH: 'its host is unreachable',
  ENETUNREACH: 'its network is unreachable',
};

/** What a request without a whole answer means. `sent` decides: only what surely never left is `unsent`. */
export const failureOfExchange = ({ sent, code, message }: ExchangeError): TwilioError => {
  if (sent) return new TwilioError('unknown', { code, message });
  const isOurs = code === 'EPROXY' || code === HELD || (code === 'ETIMEDOUT' && message.startsWith('no '));
  const sentence = isOurs ? message : (NETWORK_REASONS[code] ?? `the connection failed (${code})`);
  return new TwilioError('unsent', { code, message: sentence });
};

/** The failure that an answer tells of, or null for a 2xx. A redirect is not followed: no clear answer. */
export const failureOfAnswer = (answer: ExchangeAnswer): TwilioError | null => {
  const { statusCode } = answer;
  if (statusCode >= 200 && statusCode < 300) return null;
  if (statusCode === 429) {
    const reason = { code: TOO_MANY_REQUESTS, message: 'Too Many Requests' };
    return new TwilioError('unsent', reason, parseRetryAfter(answer.headers['retry-after']));
  }
  const outcome = statusCode >= 400 && statusCode < 500 ? 'refused' : 'unknown';
  return new TwilioError(outcome, readReason(answer));
};

/** Anything else that the SDK throws after an answer: the call may exist, so nothing is known. */
export const failureOfSdk = (error: unknown): TwilioError => {
  if (error instanceof TwilioError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new TwilioError('unknown', { code: 'malformed', message: oneLine(message) });
};

/**
 * Twilio's own code and message, or the HTTP status where the body is not Twilio's.
 * Two shapes are known: `{code, message}` and RFC 9457's `{code, title, detail}`.
 */
const readReason = ({ statusCode, body }: ExchangeAnswer): TwilioReason => {
  const { code, message, detail, title } = parseObject(body);
  const sentence = [message, detail, title].find((text) => typeof text === 'string' && text.trim() !== '');
  return {
    code: typeof code === 'number' && Number.isFinite(code) ? code : statusCode,
    message: typeof sentence === 'string' ? oneLine(sentence) : `HTTP status ${statusCode}`,
  };
};

const parseObject = (body: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {}; // not Twilio's JSON: the HTTP status alone tells
  }
};

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_MESSAGE_LENGTH);

/** Seconds of a Retry-After header, given as a number or as an HTTP date; undefined when it is neither. */
export const parseRetryAfter = (header: string | undefined, now = Date.now()): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER_SECONDS);
};
