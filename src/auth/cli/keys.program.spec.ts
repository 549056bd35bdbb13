import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { ApiKeysService } from '../keys/api-keys.service.js';
import { SCOPES } from '../scope.js';
import { someApiKey } from '../testing/api-key.factory.js';
import { ApiKeysMemoryRepository } from '../testing/api-keys.memory.repository.js';
import { type KeyChange, keysProgram } from './keys.program.js';

const NOW = '2026-02-03T04:05:06.789Z';

let repository: ApiKeysMemoryRepository;
let changes: (KeyChange & { answered: string })[];
let out: string;
let err: string;

beforeEach(() => {
  repository = new ApiKeysMemoryRepository();
  changes = [];
  [out, err] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((err += String(text))));
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Runs the program with these arguments; a refusal of them is thrown. */
const run = async (...args: string[]): Promise<void> => {
  const keys = new ApiKeysService(repository, new FakeClock(Date.parse(NOW)));
  const program = keysProgram({
    read: (work) => work(keys),
    change: async (change, work) => void changes.push({ ...change, answered: await work(keys) }),
  });
  for (const each of [program, ...program.commands]) each.exitOverride();
  await program.parseAsync(args, { from: 'user' });
};
const create = (name: string, scopes: string, ...others: string[]) =>
  run('create', '--name', name, '--scopes', scopes, ...others);
const insert = async (...args: Parameters<typeof someApiKey>) => {
  const { kept } = someApiKey(...args);
  await repository.insert(kept);
  return kept;
};

describe('create', () => {
  it('prints the key alone where it can be piped on, and the rest beside it', async () => {
    await create('cron', 'calls:write, calls:read', '--expires', '2030-01-02T03:04:05Z');
    expect(out).toMatch(/^atlas_[\w-]{43}\n$/);
    const { data } = await repository.findPage({ page: 1, pageSize: 9 });
    expect(data).toMatchObject([
      { name: 'cron', scopes: ['calls:write', 'calls:read'], expiresAt: new Date('2030-01-02T03:04:05Z') },
    ]);
    const id = data[0]?.id ?? '';
    expect(err).toBe(
      `API key ${id} (cron) may use calls:write, calls:read. Keep it: it is not shown again.\n`,
    );
    expect(changes).toEqual([{ action: 'keys.create', answered: id }]);
  });

  it('makes a key that never ends, where nothing else is said', async () => {
    await create('x'.repeat(100), 'admin');
    const { data } = await repository.findPage({ page: 1, pageSize: 9 });
    expect(data[0]).not.toHaveProperty('expiresAt');
  });

  it.each([
    [' ', 'admin', [], 'It must have 1 to 100 characters.'],
    ['x'.repeat(101), 'admin', [], 'It must have 1 to 100 characters.'],
    ['cron', 'admin,all', [], `It must be some of ${SCOPES.join(',')}.`],
    ['cron', '', [], `It must be some of ${SCOPES.join(',')}.`],
    ['cron', 'admin', ['--expires', 'tomorrow'], 'RFC 3339 time, such as 2030-01-02T03:04:05Z.'],
  ])('refuses --name %j --scopes %j %j, and makes none', async (name, scopes, others, why) => {
    await expect(create(name, scopes, ...others)).rejects.toThrow(why);
    expect(changes).toEqual([]);
  });

  it('asks for a name and for scopes', async () => {
    await expect(run('create', '--scopes', 'admin')).rejects.toThrow('--name <name>');
    await expect(run('create', '--name', 'cron')).rejects.toThrow('--scopes <scopes>');
  });
});

describe('list', () => {
  it('tells of each key whether it may be used, and when it was', async () => {
    const expired = await insert({ name: 'old', expiresAt: new Date(Date.now() - 1_000) });
    const revoked = await insert({ name: 'lost', expiresAt: new Date(Date.now() - 1_000) });
    const valid = await insert({ scopes: ['calls:read', 'users:read'] });
    await repository.revoke(revoked.id, new Date());
    await repository.noteUse(valid.id, new Date(NOW), new Date(0));
    await run('list');
    expect(out.split('\n')).toEqual([
      `${valid.id}  ${valid.prefix}…  valid  used ${NOW}  calls:read,users:read  reminders`,
      `${revoked.id}  ${revoked.prefix}…  revoked  used never  calls:read  lost`,
      `${expired.id}  ${expired.prefix}…  expired  used never  calls:read  old`,
      '',
    ]);
    expect(changes).toEqual([]);
  });

  it.each([0, 99, 100, 101, 200])('lists all of them, be they %d', async (count) => {
    for (let n = 0; n < count; n += 1) await insert();
    await run('list');
    expect(out.split('\n')).toHaveLength(count + 1);
  });
});

describe('revoke', () => {
  it('revokes the key with this id, and says when that is known', async () => {
    const { id } = await insert();
    await run('revoke', id);
    expect(out).toBe(`Revoked ${id} (reminders): within five seconds nobody gets in by it any more.\n`);
    expect(await repository.findById(id)).toMatchObject({ revokedAt: new Date(NOW) });
    expect(changes).toEqual([{ action: 'keys.revoke', id, answered: id }]);
  });

  it('fails where there is none', async () => {
    await expect(run('revoke', 'nobody')).rejects.toThrow('API key not found: nobody');
  });
});

it('tells how it is used', async () => {
  const helpOf = async (...args: string[]) => {
    out = '';
    await expect(run(...args, '--help')).rejects.toThrow('(outputHelp)');
    return out.replaceAll(/\s+/g, ' ');
  };
  const help = await helpOf();
  expect(help).toContain('Usage: npm run keys --');
  expect(help).toContain('Makes, lists and revokes the API keys of this deployment.');
  expect(help).toContain('create [options] makes a key, and prints it this once');
  expect(help).toContain('list lists the keys, newest first, without the keys themselves');
  expect(help).toContain('revoke <id> revokes a key');
  const create = await helpOf('create');
  expect(create).toContain('--name <name> what it is for');
  expect(create).toContain(`--scopes <scopes> some of ${SCOPES.join(',')}; admin may do everything`);
  expect(create).toContain('--expires <time> from then on it is refused, such as 2030-01-02T03:04:05Z');
  expect(await helpOf('revoke')).toContain('id the id that list shows');
});
