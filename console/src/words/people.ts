import type { Schema } from '../api/client.js';

type Member = Schema<'Member'>;

const ROLES: Record<Member['role'], string> = {
  viewer: 'Viewer: sees all but keys, people and the audit log',
  operator: 'Operator: places calls, changes users, pauses dialling',
  admin: 'Admin: everything, keys, people and the audit log too',
};
const STANDINGS: Record<Member['standing'], string> = {
  active: 'may sign in',
  invited: 'invited',
  disabled: 'kept out',
};

export const peopleWords = {
  people: 'People',
  none: 'Nobody was invited yet.',
  roles: ROLES,
  standings: STANDINGS,
  columns: {
    name: 'Name',
    email: 'E-mail address',
    role: 'Role',
    standing: 'State',
    seen: 'Last seen',
    action: 'Action',
  },
  fields: { name: 'Name', email: 'E-mail address', role: 'Role' },
  notSeen: 'no open session',
  invite: 'Invite',
  inviteText: 'They get a link from you, by which they choose a password. An invitation may be made anew.',
  inviteAction: 'Make the link',
  linkTitle: 'The link for signing in',
  linkText: (email: string): string =>
    `Send it to ${email} now: it is shown this once, and opens once, until the time below.`,
  link: 'the link',
  until: 'It opens until',
  sent: 'I have it',
  change: 'Change',
  changeTitle: (name: string): string => `Change what ${name} may do`,
  changeText: 'It counts from their next request on.',
  changeAction: 'Save',
  disable: 'Keep out',
  disableTitle: (name: string): string => `Keep ${name} out?`,
  disableText: 'Their password and their sessions end at once. Only another invitation leads back.',
  isDisabled: 'Already kept out.',
} as const;
