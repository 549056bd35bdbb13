import { isBodyCovered, isSigned } from './request-signature.js';
import { type ReadRequest, readSignedRequest, type SignedRequest } from './signed-request.js';
import type { TwilioAccount } from './twilio-account.js';
import type { WebhookRefusal } from './webhook-refusal.js';

/** The parts of a base URL in which it may differ from the one that was signed. */
interface Base {
  host: string;
  scheme: string;
  port: string;
  path: string;
}

type Account = Pick<TwilioAccount, 'baseUrl' | 'accountSid' | 'authToken' | 'secondaryAuthToken'>;

/** The parts, from the one that tells most. */
const PARTS = ['host', 'scheme', 'port', 'path'] as const;
/** Longer ones, which Twilio does not send as a rule, are not tried with every URL. */
const MOST_BODY_BYTES = 16 * 1024;
const MOST_HOSTS = 5;

const textOf = ({ scheme, host, port, path }: Base): string =>
  `${scheme}//${host}${port && `:${port}`}${path}`;

const baseOf = (baseUrl: string): Base => {
  const { protocol, hostname, port, pathname } = new URL(baseUrl);
  return { scheme: protocol, host: hostname, port, path: pathname.replace(/\/$/, '') };
};

const authorityOf = (text: string | undefined): { host: string; port: string } | null => {
  const url = `http://${text ?? ''}`;
  if (!text || !URL.canParse(url)) return null;
  const { hostname, port } = new URL(url);
  return { host: hostname, port };
};

const firstOf = (header: string | string[] | undefined): string | undefined =>
  String(header ?? '')
    .split(',', 1)
    .join('')
    .trim() || undefined;

const differing = (base: Base, own: Base): (typeof PARTS)[number][] =>
  PARTS.filter((part) => base[part] !== own[part]);

/** The base URLs that the request may have been signed for, those that differ least first. */
const candidates = (own: Base, { headers }: SignedRequest, otherHosts: readonly string[]): Base[] => {
  const named = [headers.host, firstOf(headers['x-forwarded-host']), ...otherHosts].flatMap(
    (text) => authorityOf(text) ?? [],
  );
  const hosts = [...new Set([own.host, ...named.map(({ host }) => host)])].slice(0, MOST_HOSTS);
  const forwarded = firstOf(headers['x-forwarded-port']) ?? '';
  const ports = new Set([own.port, ...named.map(({ port }) => port), forwarded]);
  const paths = new Set([own.path, '']);
  const bases = hosts.flatMap((host) =>
    ['https:', 'http:'].flatMap((scheme) =>
      [...ports]
        .filter((port) => /^\d{0,5}$/.test(port))
        .flatMap((port) => [...paths].map((path) => ({ host, scheme, port, path }))),
    ),
  );
  return bases.sort((a, b) => differing(a, own).length - differing(b, own).length);
};

/** What is left where no URL fits: whose it is, as far as it says. */
const strangerOf = ({ fields }: ReadRequest, signature: string, accountSid: string): WebhookRefusal => {
  const [named, ...others] = fields.get('AccountSid') ?? [];
  if (named === undefined || others.length > 0 || !/^[\w+/]{27}=$/.test(signature)) return 'signature';
  return named === accountSid ? 'token' : 'account';
};

/**
 * Why a webhook that was refused is none of Twilio's for this Atlas: what differs from what it is signed for. To be told
 * to the operator alone. It costs many times what verifying costs.
 */
export const mismatchOf = (
  request: SignedRequest,
  account: Account,
  otherHosts: readonly string[] = [],
): WebhookRefusal => {
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string') return 'unsigned';
  const read = readSignedRequest(request);
  if (read === null) return 'unreadable';
  if (!isBodyCovered(read)) return 'body';
  if (isSigned(read, signature, account)) return 'misshapen';
  const own = baseOf(account.baseUrl);
  const tried = read.body.length > MOST_BODY_BYTES ? [] : candidates(own, request, otherHosts);
  const fit = tried.find((base) => isSigned(read, signature, { ...account, baseUrl: textOf(base) }));
  return (fit && differing(fit, own)[0]) ?? strangerOf(read, signature, account.accountSid);
};
