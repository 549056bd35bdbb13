import { describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { DatabaseUnavailableError, toDatabaseError } from './database.errors.js';
import { serverAddress } from './server-address.js';

const { mongo } = mongoose;

describe('toDatabaseError', () => {
  const away = [
    new mongo.MongoNetworkError('connection closed'),
    new mongo.MongoNetworkTimeoutError('timed out'),
    new mongoose.Error.MongooseServerSelectionError('no server'),
    new mongo.MongoNotConnectedError('closed'),
    new mongo.MongoServerError({ message: 'not primary', code: 10107 }),
    // The driver gives no class for what a request gets whose connection the heartbeat has ended.
    Object.assign(new Error('interrupted due to server monitor timeout'), {
      name: 'PoolClearedOnNetworkError',
    }),
  ];

  it.each(away.map((error) => [error.name, error] as const))(
    'takes %s for "not available"',
    (_name, error) => {
      const answer = toDatabaseError(error);
      expect(answer).toBeInstanceOf(DatabaseUnavailableError);
      expect(answer).toMatchObject({
        message: 'The database is not available',
        kind: 'unavailable',
        retryAfterSeconds: 5,
        cause: error,
      });
    },
  );

  it.each([
    [91, 'ShutdownInProgress'],
    [189, 'PrimarySteppedDown'],
    [10107, 'NotWritablePrimary'],
    [11600, 'InterruptedAtShutdown'],
    [11602, 'InterruptedDueToReplStateChange'],
    [13435, 'NotPrimaryNoSecondaryOk'],
    [13436, 'NotPrimaryOrSecondary'],
  ])('takes the answer %i (%s) for "not available"', (code, message) => {
    expect(toDatabaseError(new mongo.MongoServerError({ message, code }))).toBeInstanceOf(
      DatabaseUnavailableError,
    );
  });

  it('leaves other errors alone', () => {
    expect(toDatabaseError(new mongo.MongoServerError({ message: 'E11000', code: 11000 }))).toBeNull();
    expect(toDatabaseError(new TypeError('a mistake'))).toBeNull();
    expect(toDatabaseError('text')).toBeNull();
  });

  it('keeps one that was made already', () => {
    const made = new DatabaseUnavailableError();
    expect(toDatabaseError(made)).toBe(made);
  });
});

describe('serverAddress', () => {
  it.each([
    ['mongodb://127.0.0.1:27017/?directConnection=true', '127.0.0.1:27017'],
    ['mongodb://user:p%40ss@a:1,b:2/db', 'a:1,b:2'],
    ['mongodb+srv://user:secret@cluster.example.net?x=1', 'cluster.example.net'],
    ['mongodb://[::1]:27017,%2Ftmp%2Fmongod.sock', '[::1]:27017,%2Ftmp%2Fmongod.sock'],
  ])('%s is at %s', (uri, address) => expect(serverAddress(uri)).toBe(address));

  it.each([
    'mongodb://user:sec/ret@a/db',
    'mongodb://user:sec?ret@a',
    'mongodb://user:ret',
    'mongodb://u:p@a/?b=c@ret',
  ])('shows nothing of %s, which has no one reading', (uri) =>
    expect(serverAddress(uri)).toBe('an address that cannot be read'),
  );
});
