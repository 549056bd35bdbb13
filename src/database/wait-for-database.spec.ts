import { describe, expect, it } from '@jest/globals';
import { freePort } from '../common/process/free-port.js';
import { waitForDatabase } from './wait-for-database.js';
import { testMongoUri } from '../../test/support/mongo.js';

describe('waitForDatabase', () => {
  it('is quick and silent when the database answers', async () => {
    const lines: string[] = [];
    await waitForDatabase(testMongoUri(), (line) => lines.push(line));
    expect(lines).toEqual([]);
  });

  it('tells each failure, then gives up with what to do, without the credentials', async () => {
    const lines: string[] = [];
    const uri = `mongodb://user:secret@127.0.0.1:${await freePort()}/`;
    const wait = waitForDatabase(uri, (line) => lines.push(line), { totalMs: 900, pauseMs: 100 });
    await expect(wait).rejects.toThrow(
      /did not answer for 1 s: .*ECONNREFUSED.*\. Start it, or check MONGO_URI\./,
    );
    const short = waitForDatabase(uri, (line) => lines.push(line), { totalMs: 3_500, pauseMs: 100 });
    await expect(short).rejects.toThrow(/did not answer/);
    expect(lines[0]).toMatch(
      /^The database at 127\.0\.0\.1:\d+ does not answer \(.*\); trying again for 1 s$/,
    );
    expect(lines.join()).not.toContain('secret');
  }, 15_000);

  it('does not wait where waiting helps nothing', async () => {
    const uri = testMongoUri().replace(/\/\/([^@/]*@)?/, '//user:secret@');
    await expect(waitForDatabase(uri, () => undefined)).rejects.toThrow(
      /cannot be used: .*\. Check MONGO_URI\.$/,
    );
    await expect(waitForDatabase('mongodb://', () => undefined)).rejects.toThrow(/cannot be used/);
  });
});
