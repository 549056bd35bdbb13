import type { DatabaseFacts } from '../database/examine-database.js';
import { fail, type Finding, ok, skip } from './finding.js';

const indexes = ({ missingIndexes, differentIndexes }: DatabaseFacts): Finding[] => [
  ...(missingIndexes.length > 0
    ? [
        fail(
          'Indexes',
          `missing: ${missingIndexes.join(', ')}`,
          'Start Atlas: it makes them, or says why not.',
        ),
      ]
    : []),
  ...(differentIndexes.length > 0
    ? [
        fail(
          'Indexes',
          `not as Atlas needs them: ${differentIndexes.join(', ')}`,
          'Drop these indexes, and start Atlas: it makes them anew.',
        ),
      ]
    : []),
];

/** What is to be known of a database that answers. */
export const databaseFindings = (facts: DatabaseFacts): Finding[] => {
  const faults = indexes(facts);
  return [
    ok('Database', `${facts.description}, version ${facts.version}`),
    facts.hasChangeStreams
      ? ok('Change streams', 'it is a replica set')
      : skip('Change streams', 'it is no replica set: open pages hear of other instances a little later'),
    ...(faults.length > 0 ? faults : [ok('Indexes', 'they are there, or are made at the first start')]),
  ];
};

/** A database that does not answer; its URI is told without its credentials. */
export const databaseFailure = (error: Error): Finding =>
  fail(
    'Database',
    error.message.replace(/\/\/[^@/]*@/g, '//…@'),
    'Correct MONGO_URI, or start the database.',
  );
