import { randomUUID } from 'node:crypto';
import { fail, type Finding, ok, skip, warn } from './finding.js';
import type { Answer, Probe } from './probe.js';

/** What is to be looked at: where Twilio is sent to, where this Atlas listens, and by what webhooks are signed. */
export interface WayIn {
  baseUrl: string;
  /** `http://127.0.0.1:8000`. */
  localUrl: string;
  /** What a probe may be signed for by who does not know the address. */
  anyAddress: string;
  sign: (url: string) => string;
  send: (probe: Probe) => Promise<Answer>;
}

const WHAT = 'BASE_URL';
const IS_TLS = /CERT|TLS|SSL|ALTNAME|SELF_SIGNED|ISSUER/;

/** Why no answer came, by the part of BASE_URL that is to blame. */
const whyNone = (code: string, { protocol, hostname, host }: URL): [message: string, fix: string] => {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return [
      `host: the name ${hostname} is not known`,
      'Correct the host of BASE_URL, or the name in your DNS.',
    ];
  if (code === 'ECONNREFUSED')
    return [`port: nothing listens at ${host}`, 'Correct the port of BASE_URL, or start the proxy there.'];
  if (IS_TLS.test(code))
    return [
      `scheme: no https that Twilio would take at ${host} (${code})`,
      'Mend the certificate, or the scheme of BASE_URL.',
    ];
  if (code === 'EPROTO' || code === 'HPE_INVALID_CONSTANT' || code === 'UND_ERR_SOCKET')
    return [
      `scheme: ${host} does not speak ${protocol.replace(':', '')} (${code})`,
      'Correct the scheme of BASE_URL.',
    ];
  return [`no answer from ${host} (${code})`, 'Look at the proxy and the firewall before Atlas.'];
};

/** The parts, from the one that tells most. */
const PARTS = [
  ['host', 'hostname'],
  ['scheme', 'protocol'],
  ['port', 'port'],
  ['path', 'pathname'],
] as const;

const differingPart = (a: URL, b: URL): string =>
  PARTS.find(([, field]) => a[field] !== b[field])?.[0] ?? 'query';

/** Finds out whether Twilio's webhooks would reach this Atlas and be believed, and what differs where not. */
export const examineWayIn = async (way: WayIn): Promise<Finding> => {
  const target = `/twilio/probe?nonce=${randomUUID()}`;
  const { baseUrl, localUrl } = way;
  const url = baseUrl + target;
  const signature = way.sign(url);
  const [outside, inside] = await Promise.all([
    way.send({ to: url, signature }),
    way.send({ to: localUrl + target, signature }),
  ]);
  const isRunning = inside.kind === 'answered';
  if (outside.kind === 'failed') {
    if (!isRunning && new URL(url).host === new URL(localUrl).host.replace('127.0.0.1', 'localhost'))
      return skip(WHAT, `Atlas does not run at ${localUrl}: start it, and ask again`);
    return fail(WHAT, ...whyNone(outside.code, new URL(url)));
  }
  if (outside.status === 200 && outside.instance) return reached(way, outside.instance, inside);
  return refused(way, target, outside);
};

const reached = ({ baseUrl, localUrl }: WayIn, instance: string, inside: Answer): Finding => {
  if (inside.kind === 'failed')
    return ok(WHAT, `${baseUrl} reaches an Atlas that verifies a signed probe; none runs at ${localUrl}`);
  if (inside.status !== 200 || inside.instance === instance)
    return ok(WHAT, `${baseUrl} reaches this Atlas, and a signed probe is verified`);
  return warn(
    WHAT,
    `${baseUrl} reaches another instance than the one at ${localUrl}`,
    'That is as it should be behind a load balancer; else correct BASE_URL.',
  );
};

/** What an answer tells that no Atlas gives to a webhook; null where one may have refused the signature. */
const strange = (url: URL, status: number, location: string | null): Finding | null => {
  if (status >= 300 && status < 400) {
    const to = new URL(location ?? url, url);
    return fail(
      WHAT,
      `${differingPart(url, to)}: ${url.origin} sends on to ${to.origin}`,
      'Twilio signs the address that it was given: set BASE_URL to the one behind the redirect.',
    );
  }
  if (status === 421)
    return fail(WHAT, `host: ${url.host} is answered 421`, 'Correct the host that the proxy passes on.');
  if (status === 401 || status === 404)
    return fail(
      WHAT,
      `path: ${url.origin}${url.pathname} is answered ${status}, and is no webhook of Atlas`,
      'Have the proxy pass /twilio/… on, without the path of BASE_URL; Atlas has to be of this version.',
    );
  if (status === 403) return null;
  return fail(
    WHAT,
    `${url.origin} is answered ${status} by something before Atlas`,
    'Look at the proxy, and whether Atlas runs.',
  );
};

const refused = async (
  { baseUrl, anyAddress, send, sign }: WayIn,
  target: string,
  { status, location }: Extract<Answer, { kind: 'answered' }>,
): Promise<Finding> => {
  const to = baseUrl + target;
  const found = strange(new URL(to), status, location);
  if (found) return found;
  const answer = await send({ to, signature: sign(anyAddress + target) });
  if (answer.kind === 'answered' && answer.status === 200 && answer.baseUrl && answer.baseUrl !== baseUrl)
    return fail(
      WHAT,
      `${differingPart(new URL(baseUrl), new URL(answer.baseUrl))}: the Atlas there verifies signatures for ${answer.baseUrl}, and not for ${baseUrl}`,
      'Give the instance and this program the same BASE_URL.',
    );
  return fail(
    WHAT,
    'token: the Atlas there does not verify what is signed with the token of these settings',
    'Give it the same TWILIO_AUTH_TOKEN, or the same simulator; and see that no proxy changes the path or the query.',
  );
};
