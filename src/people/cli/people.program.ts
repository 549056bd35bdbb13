import { isEmail } from 'class-validator';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isText } from '../../common/validators/is-text.js';
import { LINK_HOURS, linkUrl } from '../link.js';
import type { Invitation, PeopleService } from '../people.service.js';
import { standingOf, type Person } from '../person.js';
import { ROLES } from '../role.js';

/** Opens the people of the deployment, whose BASE_URL this is, for some work, and closes them again. */
export interface WithPeople {
  read(work: (people: PeopleService) => Promise<void>): Promise<void>;
  /** The work answers the id of the person. */
  change(
    action: 'people.invite' | 'people.disable' | 'people.reset',
    work: (people: PeopleService, baseUrl: string) => Promise<string>,
  ): Promise<void>;
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

const invite = async (people: PeopleService, baseUrl: string, invitation: Invitation): Promise<string> => {
  const { personId, token } = await people.invite(invitation);
  const { role } = invitation;
  say(`Invited as ${role}. This opens once, within ${LINK_HOURS.invitation} hours, to choose a password:`);
  print(linkUrl(baseUrl, token));
  return personId;
};

const list = async (people: PeopleService): Promise<void> => {
  for (const person of await people.findAll()) print(lineOf(person));
};

const disable = async (people: PeopleService, email: string): Promise<string> => {
  const id = await people.disable(email);
  say('Disabled, and signed out everywhere.');
  return id;
};

const reset = async (people: PeopleService, baseUrl: string, email: string): Promise<string> => {
  const { personId, token } = await people.reset(email);
  say(`The password is void. This opens once, within ${LINK_HOURS.reset} hour, to choose another:`);
  print(linkUrl(baseUrl, token));
  return personId;
};

const WHOM = 'whom to invite; also again, where the link was lost or the person is disabled';

/** The program that says who may sign in. */
export const peopleProgram = (withPeople: WithPeople): Command => {
  const program = new Command('npm run people --').description('Says who may sign in to this deployment.');
  program
    .command('invite')
    .argument('<email>', WHOM, parseEmail)
    .description(`prints a link to choose a password: once, within ${LINK_HOURS.invitation} hours`)
    .requiredOption('--name <name>', 'what the person is called', parseName)
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('viewer'))
    .action((email: string, options: Omit<Invitation, 'email'>) =>
      withPeople.change('people.invite', (people, baseUrl) => invite(people, baseUrl, { email, ...options })),
    );
  program
    .command('list')
    .description('lists the people, and how far each is on the way in')
    .action(() => withPeople.read(list));
  program
    .command('disable')
    .argument('<email>', 'who is to stay out', parseEmail)
    .description('ends what the person has open, password and sessions')
    .action((email: string) => withPeople.change('people.disable', (people) => disable(people, email)));
  program
    .command('reset')
    .argument('<email>', 'whose password is to be void', parseEmail)
    .description(
      `disables the password, ends the sessions; prints a link: once, within ${LINK_HOURS.reset} hour`,
    )
    .action((email: string) =>
      withPeople.change('people.reset', (people, baseUrl) => reset(people, baseUrl, email)),
    );
  return program;
};
