export const holdsWords = {
  putOn: 'Put on hold',
  title: 'Put the call on hold?',
  text: 'Nothing more of it is deleted until somebody lifts that: not when its days are over, not on request, not where the person’s data is erased.',
  fields: { call: 'Call', reason: 'Why' },
  callHint: 'Its id or any of its SIDs',
  reasonHint: 'Without personal data: it is kept where a person’s data is erased.',
  isHeld: 'On hold since',
  isHeldText: 'Nothing of it is deleted.',
  heldWhyNot: 'The call is on hold: nothing of it is deleted.',
  change: 'Change why',
  changeTitle: 'Why the call is on hold',
  save: 'Save',
  lift: 'Lift',
  liftOf: (call: string): string => `Lift the hold of ${call}`,
  liftTitle: 'Lift the hold?',
  liftText:
    'What is older than it is kept is deleted within the hour, and what waited for it to be erased is erased.',
} as const;
