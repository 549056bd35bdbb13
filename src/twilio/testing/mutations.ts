import { isRead } from '../field-rules.js';
import type { SignedRequest } from '../signed-request.js';
import type { TwilioAccount } from '../twilio-account.js';
import type { WebhookKind } from '../webhook.js';
import { type Pair, pairsOf, posted, signatureOf, WEBHOOK_ACCOUNT, WEBHOOKS } from './signed-webhook.js';

/** One webhook that Twilio signed, changed in one way. */
export interface Mutation {
  what: string;
  request: SignedRequest;
  kind: WebhookKind;
  account: TwilioAccount;
  /** Only written in another way: it is to be taken. */
  isSame: boolean;
}

interface Signed {
  kind: WebhookKind;
  url: string;
  pairs: Pair[];
  signature: string;
}

/** Mulberry32: the same numbers from the same seed. */
class Random {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }
}

const CHARACTERS = 'abcXYZ0123456789&=?/-_%+ .é'.split('');
const OTHER_VALUES = ['completed', 'busy', 'ringing', '42', '0', '', `CA${'f'.repeat(32)}`, 'true', 'x'];

const kindOf = (name: string): WebhookKind =>
  name === 'transcription' ? 'recording' : (name as WebhookKind);

/** One of Twilio's webhooks, with some of what Atlas does not read left out. */
const genuine = (random: Random): Signed => {
  const [name, { url, fields }] = random.of(Object.entries(WEBHOOKS));
  const pairs = pairsOf(fields).filter(([field]) => isRead(field) || random.below(3) > 0);
  return { kind: kindOf(name), url, pairs, signature: signatureOf(url, pairs) };
};

const edited = (random: Random, text: string): string => {
  const at = random.below(text.length + 1);
  const removed = random.below(2);
  const added = removed === 1 && random.below(2) === 0 ? '' : random.of(CHARACTERS);
  return text.slice(0, at) + added + text.slice(at + removed);
};

const replaced = (pairs: Pair[], at: number, ...by: Pair[]): Pair[] => pairs.toSpliced(at, 1, ...by);

const readAt = (random: Random, pairs: Pair[]): number =>
  random.of(pairs.flatMap(([name], at) => (isRead(name) ? [at] : [])));

/** What Atlas reads of it: the path, its own query and the fields. */
const readingOf = (url: string, pairs: Pair[]): string => {
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  const asked = ['call_id', 'attempt', 'plan', 'recording'].map((name) => query.getAll(name));
  const told = new Set(pairs.filter(([name]) => isRead(name)).map((pair) => JSON.stringify(pair)));
  return JSON.stringify([url.split('?')[0], asked, [...told].sort()]);
};

type Change = (signed: Signed, random: Random) => Partial<Signed & { account: TwilioAccount }> | null;

/** The signed text cut anew between the URL and the fields, or between two fields. */
const shifted: Change = ({ url, pairs }, random) => {
  const sorted = pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const at = random.below(sorted.length + 1) - 1;
  const [before = ['', ''], after = ['', '']] = [sorted[at], sorted[at + 1]];
  const text = at < 0 ? url + after[0] + after[1] : before[0] + before[1] + after[0] + after[1];
  const cuts = [0, 0, 0, 0].map(() => random.below(text.length + 1)).sort((a, b) => a - b);
  const [one = 0, two = 0, three = 0] = cuts;
  const piece = (from: number, to?: number): string => text.slice(from, to);
  if (at < 0) {
    const inside: Pair = [piece(one, two), piece(two, three)];
    return { url: piece(0, one), pairs: replaced(sorted, 0, inside, [piece(three), '']) };
  }
  const parts: Pair[] =
    random.below(3) === 0 || after[0] === ''
      ? [[piece(0, one), piece(one)]]
      : [
          [piece(0, one), piece(one, two)],
          [piece(two, three), piece(three)],
        ];
  return { pairs: [...sorted.slice(0, at), ...parts, ...sorted.slice(at + 2)] };
};

/** The last characters of a value, or the first ones of a name, given to the neighbour. */
const nudged: Change = ({ url, pairs }, random) => {
  const sorted = pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const at = random.below(sorted.length);
  const [name, value] = sorted[at] ?? ['', ''];
  const by = 1 + random.below(4);
  switch (random.below(4)) {
    case 0:
      return { pairs: replaced(sorted, at, [name.slice(0, -by), name.slice(-by) + value]) };
    case 1:
      return { pairs: replaced(sorted, at, [name + value.slice(0, by), value.slice(by)]) };
    case 2:
      return { pairs: replaced(sorted, at, [name, value.slice(0, -by)], [value.slice(-by), '']) };
    default:
      return { url: url.slice(0, -by), pairs: [[url.slice(-by), ''], ...sorted] };
  }
};

const CHANGES: Record<string, Change> = {
  'a value': ({ pairs }, random) => {
    const at = readAt(random, pairs);
    const [name, value] = pairs[at] ?? ['', ''];
    return {
      pairs: replaced(pairs, at, [name, random.below(2) ? edited(random, value) : random.of(OTHER_VALUES)]),
    };
  },
  'a field less': ({ pairs }, random) => ({ pairs: pairs.toSpliced(readAt(random, pairs), 1) }),
  'a field more': ({ pairs }, random) => ({
    pairs: [
      ...pairs,
      [random.of(['CallStatus', 'CallDuration', 'AnsweredBy', 'From']), random.of(OTHER_VALUES)],
    ],
  }),
  'the path': ({ url }, random) => ({
    url: url.replace(/^[^?]*/, () => random.of(Object.values(WEBHOOKS)).url.split('?')[0] ?? ''),
  }),
  'the query': ({ url }, random) => {
    const [path = '', query = ''] = url.split('?');
    const more = `&${random.of(['attempt', 'call_id', 'plan', 'recording'])}=${random.of(OTHER_VALUES)}`;
    return { url: `${path}?${random.below(2) ? edited(random, query) : query + more}` };
  },
  'separators and a query': ({ url }, random) => ({
    url: `${url}${'&'.repeat(1 + random.below(1_200))}attempt=${1 + random.below(99)}`,
  }),
  'the signature': ({ signature }, random) => ({ signature: edited(random, signature) }),
  'the token': ({ url, pairs }, random) => ({
    signature: signatureOf(url, pairs, random.of(['', 'x', 'a-token-for-test'])),
  }),
  'the host': (_, random) => ({
    account: Object.assign(Object.create(WEBHOOK_ACCOUNT) as TwilioAccount, {
      baseUrl: random.of([
        'https://atlas.example.org',
        'http://atlas.example.com',
        'https://atlas.example.com/a',
      ]),
    }),
  }),
  'the account': (_, random) => ({
    account: Object.assign(Object.create(WEBHOOK_ACCOUNT) as TwilioAccount, {
      accountSid: `AC${random.of(['b', '0', 'A', 'aa'])}${WEBHOOK_ACCOUNT.accountSid.slice(3)}`,
    }),
  }),
  'the boundaries': shifted,
  'a boundary': nudged,
};

/** The same form, its fields in another order and its characters in another encoding. */
const rewritten = ({ kind, url, pairs, signature }: Signed, random: Random): Mutation => {
  const written = (text: string): string =>
    Array.from(text, (character) => {
      if (character === ' ') return random.of(['+', '%20']);
      const octets = [...Buffer.from(character)]
        .map((octet) => `%${octet.toString(16).padStart(2, '0')}`)
        .join('');
      return random.of([encodeURIComponent(character), octets, octets.toUpperCase()]);
    }).join('');
  const shuffled = pairs
    .map((pair) => ({ pair, place: random.below(1e6) }))
    .sort((a, b) => a.place - b.place);
  const rawBody = Buffer.from(
    shuffled.map(({ pair: [name, value] }) => `${written(name)}=${written(value)}`).join('&'),
  );
  const request = posted(url, [], signature);
  return {
    what: 'its encoding',
    kind,
    account: WEBHOOK_ACCOUNT,
    isSame: true,
    request: {
      ...request,
      rawBody,
      headers: { ...request.headers, 'content-length': String(rawBody.length) },
    },
  };
};

/** So many webhooks that Twilio signed, each changed in what Atlas reads of it, or only written in another way. */
export function* mutations(count: number, seed: number): Generator<Mutation> {
  const random = new Random(seed);
  const changes = Object.entries(CHANGES);
  for (let made = 0; made < count;) {
    const signed = genuine(random);
    if (random.below(changes.length) === 0) {
      yield rewritten(signed, random);
      made += 1;
    }
    const [what, change] = random.of(changes);
    const changed = { account: WEBHOOK_ACCOUNT, ...signed, ...change(signed, random) };
    const { url, pairs, signature, account, kind } = changed;
    const isAnother =
      signature !== signed.signature ||
      account !== WEBHOOK_ACCOUNT ||
      readingOf(url, pairs) !== readingOf(signed.url, signed.pairs);
    // Whoever shifts boundaries keeps what is signed: anything else is refused for its signature alone.
    const isShift = change === shifted || change === nudged;
    if (!isAnother || (isShift && signatureOf(url, pairs) !== signature)) continue;
    yield { what, kind, account, isSame: false, request: posted(url, pairs, signature) };
    made += 1;
  }
}
