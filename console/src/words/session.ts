const NEEDED: Readonly<Record<string, string>> = {
  'calls:write': 'place and change calls',
  'calls:read': 'see calls',
  'users:write': 'change users',
  'users:read': 'see users',
  'feedback:write': 'give feedback',
  'feedback:read': 'see feedback',
  'subscriptions:write': 'change subscriptions',
  'subscriptions:read': 'see subscriptions and what they are sent',
  'dispatch:write': 'pause and resume calling',
  'metrics:read': 'read the metrics',
  'privacy:manage': 'export and erase what is known of people',
  admin: 'do what admins do',
};

export const sessionWords = {
  mayNot: (scope: string): string =>
    `You may not ${NEEDED[scope] ?? scope}: ask an admin for the right “${scope}”.`,
  signOut: 'Sign out',
  signedInAs: (name: string): string => `Signed in as ${name}`,
  open: 'Open: nobody has to sign in',
  simulated: 'Simulated: no real phone rings',
  live: 'Live: real phones ring',
};
