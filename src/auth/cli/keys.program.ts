import { Command, InvalidArgumentError } from 'commander';
import { isTimestamp } from '../../common/validators/is-timestamp.js';
import { toMoment } from '../../common/moment.js';
import { type ApiKey, isValid } from '../keys/api-key.js';
import type { ApiKeysService } from '../keys/api-keys.service.js';
import { type Scope, SCOPES } from '../scope.js';

/** What changes a key; its id, where it is known before. */
export interface KeyChange {
  action: 'keys.create' | 'keys.revoke';
  id?: string;
}

/** Opens the keys of the deployment for some work, and closes them again. */
export interface WithKeys {
  read(work: (keys: ApiKeysService) => Promise<void>): Promise<void>;
  /** The work answers the id of the key. */
  change(change: KeyChange, work: (keys: ApiKeysService) => Promise<string>): Promise<void>;
}

interface CreateOptions {
  name: string;
  scopes: Scope[];
  expires?: Date;
}

const PAGE_SIZE = 100;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const isScope = (word: string): word is Scope => SCOPES.some((scope) => scope === word);

const parseName = (text: string): string => {
  if (!text.trim() || text.length > 100) throw new InvalidArgumentError('It must have 1 to 100 characters.');
  return text;
};

const parseScopes = (text: string): Scope[] => {
  const words = text.split(',').map((word) => word.trim());
  if (!words.every(isScope)) throw new InvalidArgumentError(`It must be some of ${SCOPES.join(',')}.`);
  return words;
};

const parseTime = (text: string): Date => {
  if (isTimestamp(text)) return toMoment(text);
  throw new InvalidArgumentError('It must be an RFC 3339 time, such as 2030-01-02T03:04:05Z.');
};

const stateOf = (key: ApiKey): string => {
  if (key.revokedAt) return 'revoked';
  if (key.onlyWhileOpen) return 'only while open';
  return isValid(key, new Date()) ? 'valid' : 'expired';
};

const lineOf = (key: ApiKey): string => {
  const used = `used ${key.lastUsedAt?.toISOString() ?? 'never'}`;
  return [key.id, `${key.prefix}…`, stateOf(key), used, key.scopes.join(','), key.name].join('  ');
};

/** Only the key goes to the standard output, so that it can be piped into where it is kept. */
const create = async (keys: ApiKeysService, { name, scopes, expires }: CreateOptions): Promise<string> => {
  const { key, kept } = await keys.create({ name, scopes, expiresAt: expires });
  const note = `API key ${kept.id} (${name}) may use ${kept.scopes.join(', ')}. Keep it: it is not shown again.`;
  process.stderr.write(`${note}\n`);
  print(key);
  return kept.id;
};

const list = async (keys: ApiKeysService): Promise<void> => {
  for (let page = 1; ; page += 1) {
    const { data } = await keys.list({ page, pageSize: PAGE_SIZE });
    for (const key of data) print(lineOf(key));
    if (data.length < PAGE_SIZE) return;
  }
};

const revoke = async (keys: ApiKeysService, id: string): Promise<string> => {
  const { name } = await keys.revoke(id);
  print(`Revoked ${id} (${name}): within five seconds nobody gets in by it any more.`);
  return id;
};

/** The program that makes, lists and revokes API keys. */
export const keysProgram = (withKeys: WithKeys): Command => {
  const program = new Command('npm run keys --').description(
    'Makes, lists and revokes the API keys of this deployment.',
  );
  program
    .command('create')
    .description('makes a key, and prints it this once')
    .requiredOption('--name <name>', 'what it is for', parseName)
    .requiredOption('--scopes <scopes>', `some of ${SCOPES.join(',')}; admin may do everything`, parseScopes)
    .option('--expires <time>', 'from then on it is refused, such as 2030-01-02T03:04:05Z', parseTime)
    .action((options: CreateOptions) =>
      withKeys.change({ action: 'keys.create' }, (keys) => create(keys, options)),
    );
  program
    .command('list')
    .description('lists the keys, newest first, without the keys themselves')
    .action(() => withKeys.read(list));
  program
    .command('revoke')
    .argument('<id>', 'the id that list shows')
    .description('revokes a key')
    .action((id: string) => withKeys.change({ action: 'keys.revoke', id }, (keys) => revoke(keys, id)));
  return program;
};
