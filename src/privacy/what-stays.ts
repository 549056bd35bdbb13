/** Why a collection is not erased from; whether it is told with each receipt, for it may be asked for. */
interface Reason {
  why: string;
  isTold?: true;
}

/** Every collection that no room erases from. One that is not here, and has no PersonalData, fails a test. */
export const NOT_ERASED: Readonly<Record<string, Reason>> = {
  analytics_entries: { why: 'what each call counts as, by its id' },
  analytics_generations: { why: 'which set of summaries counts' },
  analytics_summaries: { why: 'numbers of quarter-hours' },
  api_keys: { why: 'keys of programs' },
  audit_chains: { why: 'which chains of the audit log go on' },
  audit_entries: {
    why: 'who asked for what, by ids and keyed hashes, which name nobody once nothing else does: the entries are a chain that proves that none was changed or taken out; they end after AUDIT_RETENTION_DAYS',
    isTold: true,
  },
  dispatcher: { why: 'who dials, and whether anybody does' },
  erasures: {
    why: "this receipt: a user's id, or the keyed hash of a number, so that it is known that somebody was erased",
    isTold: true,
  },
  holds: {
    why: 'which calls are on hold, and why, in the words of who put them there; and which were erased, or have something deleted at this moment, by their ids, so that none of them is put on hold',
    isTold: true,
  },
  leases: { why: 'which instance does what is to be done by one' },
  limit_windows: { why: 'how often keys, people and addresses have asked, for some minutes' },
  people: { why: 'who works with Atlas, and is neither called nor has calls made for them' },
  'recording_sounds.files': {
    why: 'which sounds are kept, by the SIDs of their recordings; each goes with its sound',
  },
  request_budget: { why: 'when Twilio may be asked next' },
  secrets: { why: 'the mark of the secret behind hashes' },
  subscriptions: { why: 'the addresses that are told' },
  webhook_counts: { why: 'how many webhooks came' },
};

/** What stays elsewhere, and why. */
const ELSEWHERE = [
  {
    what: "the database's files",
    why: 'hold what was removed until the database writes over it, or is compacted',
  },
  {
    what: 'the store of recordings',
    why: 'where it is not the database, keeps what was deleted for as long as its own rules say, such as versions of a bucket',
  },
  {
    what: "the simulator's file",
    why: 'where one stands in the place of Twilio, has the calls that it was asked for: delete it, or what begins with simulator in the data directory',
  },
  { what: 'backups', why: "are the operator's, and hold what was there when they were made" },
  { what: 'logs', why: "are the operator's; of a number they have the last four digits" },
  {
    what: 'Twilio',
    why: 'has its own log of each call, with its numbers, which is kept as the account says',
  },
  {
    what: 'what others wrote',
    why: 'such as the script of a call to somebody else that names this person: nothing tells where that is',
  },
];

/** What is left, and why. */
export interface Kept {
  what: string;
  why: string;
}

/** What stays whoever is erased, with what each collection keeps. */
export const keptBeside = (own: readonly { collection: string; kept: string | null }[]): Kept[] => [
  ...own.flatMap(({ collection, kept }) => (kept === null ? [] : [{ what: collection, why: kept }])),
  ...Object.entries(NOT_ERASED).flatMap(([what, { why, isTold }]) => (isTold ? [{ what, why }] : [])),
  ...ELSEWHERE,
];
