import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { IdempotencyRepository } from '../idempotency.repository.js';
import { ERASED_ANSWER, EXPIRED, type KeyClaim, newClaim, NO_FINGERPRINT } from '../key-record.js';

type Open = () => Promise<IdempotencyRepository>;

const someClaim = (changes: Partial<KeyClaim> = {}): KeyClaim => ({
  ...newClaim(randomUUID(), randomUUID(), 60_000, new Date('2026-01-02T03:04:05.678Z')),
  ...changes,
});
const answer = { json: '{"z":1,"a":"é"}' };
const failure = { failure: { code: 'email-taken', kind: 'conflict', message: 'Taken' } } as const;
const later = new Date('2026-01-02T04:00:00.001Z');

/** What every IdempotencyRepository keeps to; `open` answers one that may hold other keys. */
export function describeIdempotencyRepository(name: string, open: Open): void {
  describe(`${name} keeps idempotency keys`, () => {
    describeClaims(open);
    describeTakingOver(open);
    describeGuards(open);
  });
}

function describeClaims(open: Open): void {
  it('answers a claim as it was made, and null for an unknown key', async () => {
    const keys = await open();
    const claim = someClaim();
    await expect(keys.insert(claim)).resolves.toBe(true);
    await expect(keys.find(claim.id)).resolves.toStrictEqual(claim);
    await expect(keys.find(randomUUID())).resolves.toBeNull();
  });

  it('answers many at once, and those alone that are known', async () => {
    const keys = await open();
    const [one, other] = [someClaim(), someClaim()];
    for (const claim of [one, other, someClaim()]) await keys.insert(claim);
    await keys.answer(other, answer);
    const found = await keys.findAll([other.id, randomUUID(), one.id]);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([one, { ...other, answer }]));
    await expect(keys.findAll([])).resolves.toEqual([]);
  });

  it('lets one of many racing claims win, and keeps it', async () => {
    const keys = await open();
    const id = randomUUID();
    const claims = Array.from({ length: 20 }, () => someClaim({ id }));
    const won = await Promise.all(claims.map((claim) => keys.insert(claim)));
    expect(won.filter(Boolean)).toHaveLength(1);
    await expect(keys.find(id)).resolves.toStrictEqual(claims[won.indexOf(true)]);
  });

  it.each([answer, failure])('keeps the answer to the letter: %j', async (given) => {
    const keys = await open();
    const claim = someClaim();
    await keys.insert(claim);
    await expect(keys.answer(claim, given)).resolves.toBe(true);
    await expect(keys.find(claim.id)).resolves.toStrictEqual({ ...claim, answer: given });
  });

  it('keeps no answer for a resource that is erased, and takes none any more', async () => {
    const keys = await open();
    const [mine, flying, other] = [someClaim(), someClaim(), someClaim()];
    for (const each of [mine, flying, other]) await keys.insert(each);
    for (const each of [mine, other]) await keys.answer(each, answer);
    const resources = [mine.resourceId, flying.resourceId];
    const found = (await keys.findOf(resources)).map(({ id }) => id);
    expect(found.toSorted()).toEqual([mine.id, flying.id].toSorted());
    await keys.eraseOf(resources);
    const erased = { answer: ERASED_ANSWER, fingerprint: NO_FINGERPRINT };
    await expect(keys.find(mine.id)).resolves.toStrictEqual({ ...mine, ...erased });
    await expect(keys.answer(flying, answer)).resolves.toBe(false);
    await expect(keys.findOf([...resources, other.resourceId])).resolves.toEqual([{ ...other, answer }]);
  });

  it('forgets a key that is removed', async () => {
    const keys = await open();
    const claim = someClaim();
    await keys.insert(claim);
    await expect(keys.remove(claim)).resolves.toBe(true);
    await expect(keys.find(claim.id)).resolves.toBeNull();
    await expect(keys.insert(someClaim({ id: claim.id }))).resolves.toBe(true);
  });

  it('moves the end of a lease, also into the past', async () => {
    const keys = await open();
    const claim = someClaim();
    await keys.insert(claim);
    for (const leaseUntil of [later, EXPIRED, EXPIRED]) {
      await expect(keys.renew(claim, leaseUntil)).resolves.toBe(true);
      await expect(keys.find(claim.id)).resolves.toStrictEqual({ ...claim, leaseUntil });
    }
  });
}

function describeTakingOver(open: Open): void {
  it('puts one of many racing flights in the place of the old one', async () => {
    const keys = await open();
    const seen = someClaim();
    await keys.insert(seen);
    const flights = Array.from({ length: 20 }, () =>
      someClaim({ id: seen.id, resourceId: seen.resourceId, claimedAt: later }),
    );
    const won = await Promise.all(flights.map((next) => keys.takeOver(seen, next)));
    expect(won.filter(Boolean)).toHaveLength(1);
    await expect(keys.find(seen.id)).resolves.toStrictEqual(flights[won.indexOf(true)]);
  });

  it('does nothing where the flight was renewed, answered, removed or taken over since it was seen', async () => {
    const keys = await open();
    const since: ((claim: KeyClaim) => Promise<unknown>)[] = [
      (claim) => keys.renew(claim, later),
      (claim) => keys.answer(claim, answer),
      (claim) => keys.remove(claim),
      (claim) => keys.takeOver(claim, someClaim({ id: claim.id })),
    ];
    for (const change of since) {
      const seen = someClaim();
      await keys.insert(seen);
      await change(seen);
      const before = await keys.find(seen.id);
      await expect(keys.takeOver(seen, someClaim({ id: seen.id }))).resolves.toBe(false);
      await expect(keys.find(seen.id)).resolves.toStrictEqual(before);
    }
  });
}

function describeGuards(open: Open): void {
  it('refuses every write of a flight that was taken over', async () => {
    const keys = await open();
    const [lost, next] = [someClaim(), someClaim()];
    await keys.insert(lost);
    await keys.takeOver(lost, { ...next, id: lost.id });
    const writes = [keys.renew(lost, later), keys.answer(lost, answer), keys.remove(lost)];
    await expect(Promise.all(writes)).resolves.toEqual([false, false, false]);
    await expect(keys.find(lost.id)).resolves.toStrictEqual({ ...next, id: lost.id });
  });

  it('refuses every further write of a flight that has its answer', async () => {
    const keys = await open();
    const claim = someClaim();
    await keys.insert(claim);
    await keys.answer(claim, answer);
    const writes = [keys.renew(claim, later), keys.answer(claim, failure), keys.remove(claim)];
    await expect(Promise.all(writes)).resolves.toEqual([false, false, false]);
    await expect(keys.find(claim.id)).resolves.toStrictEqual({ ...claim, answer });
  });
}
