import { Injectable } from '@nestjs/common';
import { ValidationFailure, type FieldFault } from '../common/validation/validation-failure.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { PhoneAwayError, PhoneBrokenError, PhoneRefusalError } from './phone.errors.js';

/** What is asked of the simulator's control API: one of its own paths, of checked segments. */
export interface Asked {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: readonly string[];
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** How much longer than usual the answer may take. */
  waitSeconds?: number;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 5_000;
/** An answer of the simulator is far smaller; what is larger comes from something else on its port. */
const MAX_ANSWER_BYTES = 4_000_000;
/** What a name may be made of: neither dots nor slashes, as they are or escaped. */
const SEGMENT = /^[A-Za-z0-9_+-]{1,64}$/;
const KINDS: Readonly<Record<number, PhoneRefusalError['kind']>> = {
  400: 'invalid',
  404: 'not-found',
  409: 'conflict',
  413: 'invalid',
};

/** Asks the simulator, which listens on this machine alone, for people elsewhere. */
@Injectable()
export class PhoneService {
  constructor(private readonly account: TwilioAccount) {}

  /** Throws PhoneRefusalError, ValidationFailure, PhoneBrokenError, PhoneAwayError. */
  async ask(asked: Asked): Promise<unknown> {
    const bad = asked.path.find((segment) => !SEGMENT.test(segment));
    if (bad !== undefined) throw new PhoneRefusalError('The phone has nothing of that name', 'not-found');
    const response = await this.send(asked);
    const text = await textOf(response);
    if (response.status === 204) return undefined;
    const answer = parsed(text);
    if (response.ok) return answer;
    throw failureOf(response.status, answer);
  }

  private async send({ method, path, query, body, waitSeconds = 0, signal }: Asked): Promise<Response> {
    const { mode, apiBaseUrl } = this.account;
    if (mode !== 'simulated' || apiBaseUrl === undefined)
      throw new PhoneAwayError('Calls are not simulated: there is no phone');
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const patience = AbortSignal.timeout(TIMEOUT_MS + waitSeconds * 1000);
    try {
      return await fetch(`${apiBaseUrl}/simulator/${path.join('/')}${search}`, {
        method,
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
        ...(body !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
    } catch {
      throw new PhoneAwayError('The simulator cannot be reached just now');
    }
  }
}

/** Reads no more than it takes to know that it is too much. */
const textOf = async ({ body }: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > MAX_ANSWER_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    throw new PhoneAwayError('The simulator stopped amid its answer');
  }
  if (bytes > MAX_ANSWER_BYTES) throw new PhoneBrokenError('The simulator answered too much');
  return Buffer.concat(chunks).toString();
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new PhoneBrokenError('The simulator did not answer JSON');
  }
};

const failureOf = (status: number, answer: unknown): Error => {
  const { detail, errors } = (answer ?? {}) as { detail?: unknown; errors?: unknown };
  const kind = KINDS[status];
  if (!kind || typeof detail !== 'string') return new PhoneBrokenError(`The simulator answered ${status}`);
  const [first, ...others] = Array.isArray(errors) ? (errors as FieldFault[]) : [];
  return first ? new ValidationFailure([first, ...others]) : new PhoneRefusalError(detail, kind);
};
