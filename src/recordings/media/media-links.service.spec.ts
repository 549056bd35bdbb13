import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AccessService } from '../../auth/access.service.js';
import type { ProvenRequest } from '../../auth/proof-reader.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { SecretsMemoryRepository } from '../../secrets/testing/secrets.memory.repository.js';
import { type MadeLink, MediaLinksService } from './media-links.service.js';

const SID = `RE${'1'.repeat(32)}`;
const EXPIRED = 'Invalid link';
let clock: FakeClock;
let links: MediaLinksService;
beforeEach(async () => {
  clock = new FakeClock(Date.parse('2026-02-03T04:05:06.789Z'));
  const secrets = await SecretsService.open({ secretsKey: 's'.repeat(32) }, new SecretsMemoryRepository());
  links = new MediaLinksService(secrets, clock, { addProof: () => undefined } as unknown as AccessService);
});

const proofOf = ({ path }: MadeLink): ProvenRequest => {
  const url = new URL(path, 'http://atlas');
  return {
    params: { recording_sid: url.pathname.split('/')[2] },
    query: Object.fromEntries(url.searchParams),
  };
};

describe('a link to a recording', () => {
  it('is good for so many seconds, tells when it ends, and may read calls alone', () => {
    const made = links.make(SID, 'mp3', 900);
    expect(made).toMatchObject({ format: 'mp3', expiresAt: new Date('2026-02-03T04:20:06.000Z') });
    const { query } = proofOf(made);
    expect(query['expires']).toBe(String(made.expiresAt.getTime() / 1000));
    expect(links.read(proofOf(made))).toMatchObject({
      kind: 'key',
      id: `link:${SID}`,
      scopes: new Set(['calls:read']),
    });
  });

  it('has ended at its last second, and not a millisecond before', () => {
    const proof = proofOf(links.make(SID, 'mp3', 30));
    clock.pass(30_000 - 789 - 1);
    expect(links.read(proof)).not.toBeNull();
    clock.pass(1);
    expect(() => links.read(proof)).toThrow(EXPIRED);
  });

  it('opens nothing once one of its parts is another', () => {
    const { params, query } = proofOf(links.make(SID, 'mp3', 30));
    const later = String(Number(query['expires']) + 1);
    const others: ProvenRequest[] = [
      { params: { recording_sid: `RE${'2'.repeat(32)}` }, query },
      { params: {}, query },
      { params, query: { ...query, format: 'wav' } },
      { params, query: { ...query, format: 'ogg' } },
      { params, query: { ...query, format: undefined } },
      { params, query: { ...query, expires: later } },
      { params, query: { ...query, expires: `${String(query['expires'])}.0` } },
      { params, query: { ...query, signature: '' } },
      { params, query: { ...query, signature: `${String(query['signature'])}A` } },
    ];
    for (const other of others) expect(() => links.read(other)).toThrow(EXPIRED);
    expect(links.read({ params, query: { format: 'mp3' } })).toBeNull();
  });
});
