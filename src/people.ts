import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { isEmail } from 'class-validator';
import { startLogger } from './common/logging/start-logger.js';
import { parseArguments, runWithArguments, UsageError } from './common/process/program-arguments.js';
import { startFailure } from './common/process/start-failure.js';
import { isText } from './common/validators/is-text.js';
import { ConfigModule } from './config/config.module.js';
import { loadEnvironment } from './config/load-environment.js';
import { DatabaseModule } from './database/database.module.js';
import { LINK_HOURS, linkUrl } from './people/link.js';
import { PeopleModule } from './people/people.module.js';
import { PeopleService } from './people/people.service.js';
import { standingOf, type Person } from './people/person.js';
import { isRole, ROLES } from './people/role.js';

const USAGE = [
  'Usage: npm run people -- invite EMAIL --name NAME [--role viewer|operator|admin]',
  '       npm run people -- list',
  '       npm run people -- disable EMAIL',
  '       npm run people -- reset EMAIL',
  '',
  'Says who may sign in. invite and reset print a link that opens once, to choose a password: within 72 hours, and for reset',
  'within one. reset and disable end what the person has open. Whom an invitation did not reach, or who is disabled, is invited again.',
  'Without --role a person may only read.',
].join('\n');

@Module({ imports: [ConfigModule, DatabaseModule, PeopleModule] })
class PeopleProgramModule {}

/** What is done with people, and the lines that say what came of it. */
type Work = (people: PeopleService, baseUrl: string) => Promise<string[]>;

const lineOf = (person: Person): string =>
  [person.email, person.role, standingOf(person), person.name].join('\t');

const list: Work = async (people) => {
  const all = await people.findAll();
  return all.length === 0 ? ['Nobody may sign in: invite somebody'] : all.map(lineOf);
};

const disable =
  (email: string): Work =>
  async (people) => {
    await people.disable(email);
    return ['Disabled, and signed out everywhere'];
  };

const reset =
  (email: string): Work =>
  async (people, baseUrl) => {
    const token = await people.reset(email);
    return [
      `The password is void. A new one is chosen here, once, within ${LINK_HOURS.reset} hour:`,
      linkUrl(baseUrl, token),
    ];
  };

const invite = (email: string, name: string | undefined, role = 'viewer'): Work => {
  if (!isText(name, { min: 1, max: 100, oneLine: true, notBlank: true }))
    throw new UsageError("invite needs '--name NAME', of 1 to 100 characters");
  if (!isRole(role)) throw new UsageError(`There is no role '${role}', only ${ROLES.join(', ')}`);
  return async (people, baseUrl) => {
    const token = await people.invite({ email, name, role });
    return [
      `Invited as ${role}. The password is chosen here, once, within ${LINK_HOURS.invitation} hours:`,
      linkUrl(baseUrl, token),
    ];
  };
};

const workOf = (args: string[]): Work => {
  const options = { name: { type: 'string' }, role: { type: 'string' } } as const;
  const { positionals, values } = parseArguments(args, options, true);
  const [command, email, ...rest] = positionals;
  const [further] = [...rest, ...(command === 'list' ? [email] : [])].filter((each) => each !== undefined);
  if (further !== undefined) throw new UsageError(`There is one argument too many: '${further}'`);
  if (command !== 'invite' && Object.keys(values).length > 0)
    throw new UsageError("'--name' and '--role' are for invite alone");
  if (command === 'list') return list;
  if (!['invite', 'disable', 'reset'].includes(command ?? ''))
    throw new UsageError(`There is no command '${command ?? ''}'`);
  if (!isEmail(email))
    throw new UsageError(`${command} needs an email address, and '${email ?? ''}' is none`);
  const address = String(email);
  if (command === 'invite') return invite(address, values.name, values.role);
  return command === 'disable' ? disable(address) : reset(address);
};

const run = async (work: Work): Promise<number> => {
  try {
    const environment = loadEnvironment();
    const logger = startLogger(environment);
    const app = await NestFactory.createApplicationContext(PeopleProgramModule, {
      logger,
      abortOnError: false,
    });
    try {
      const lines = await work(app.get(PeopleService), environment.baseUrl);
      process.stdout.write(`${lines.join('\n')}\n`);
      return 0;
    } finally {
      await app.close();
    }
  } catch (error) {
    process.stderr.write(`${startFailure(error, 'Nothing was changed').join('\n')}\n`);
    return 1;
  }
};

await runWithArguments(USAGE, workOf, run);
