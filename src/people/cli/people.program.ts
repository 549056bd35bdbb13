import { isEmail } from 'class-validator';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isText } from '../../common/validators/is-text.js';
import { LINK_HOURS, linkUrl } from '../link.js';
import type { PeopleService } from '../people.service.js';
import { standingOf, type Person } from '../person.js';
import { ROLES, type Role } from '../role.js';

/** Does the work with the people of the deployment, whose BASE_URL this is, and closes them again. */
export type WithPeople = (work: (people: PeopleService, baseUrl: string) => Promise<void>) => Promise<void>;

interface InviteOptions {
  name: string;
  role: Role;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
/** Beside the standard output, which has the link alone, so that it can be piped to where it is sent. */
const say = (line: string): boolean => process.stderr.write(`${line}\n`);

const parseEmail = (text: string): string => {
  if (!isEmail(text)) throw new InvalidArgumentError('It must be an email address.');
  return text;
};

const parseName = (text: string): string => {
  if (isText(text, { min: 1, max: 100, oneLine: true, notBlank: true })) return text;
  throw new InvalidArgumentError('It must have 1 to 100 characters.');
};

const lineOf = (person: Person): string =>
  [person.email, person.role, standingOf(person), person.name].join('  ');

/** The program that says who may sign in. */
export const peopleProgram = (withPeople: WithPeople): Command => {
  const program = new Command('npm run people --').description('Says who may sign in to this deployment.');
  program
    .command('invite')
    .argument(
      '<email>',
      'whom to invite; also again, where the link was lost or the person is disabled',
      parseEmail,
    )
    .description(`prints a link to choose a password: once, within ${LINK_HOURS.invitation} hours`)
    .requiredOption('--name <name>', 'what the person is called', parseName)
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('viewer'))
    .action((email: string, { name, role }: InviteOptions) =>
      withPeople(async (people, baseUrl) => {
        const token = await people.invite({ email, name, role });
        say(
          `Invited as ${role}. This opens once, within ${LINK_HOURS.invitation} hours, to choose a password:`,
        );
        print(linkUrl(baseUrl, token));
      }),
    );
  program
    .command('list')
    .description('lists the people, and how far each is on the way in')
    .action(() =>
      withPeople(async (people) => (await people.findAll()).forEach((each) => print(lineOf(each)))),
    );
  program
    .command('disable')
    .argument('<email>', 'who is to stay out', parseEmail)
    .description('ends what the person has open, password and sessions')
    .action((email: string) =>
      withPeople(async (people) => {
        await people.disable(email);
        say('Disabled, and signed out everywhere.');
      }),
    );
  program
    .command('reset')
    .argument('<email>', 'whose password is to be void', parseEmail)
    .description(
      `ends what the person has open; prints a link for a new password: once, within ${LINK_HOURS.reset} hour`,
    )
    .action((email: string) =>
      withPeople(async (people, baseUrl) => {
        const token = await people.reset(email);
        say(`The password is void. This opens once, within ${LINK_HOURS.reset} hour, to choose another:`);
        print(linkUrl(baseUrl, token));
      }),
    );
  return program;
};
