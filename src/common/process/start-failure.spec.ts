import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../config/configuration-error.js';
import { startFailure } from './start-failure.js';

/** The error of listening on a port that is taken. */
const listenError = async (): Promise<{ error: Error; port: number }> => {
  const first = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => first.once('listening', resolve));
  const { port } = first.address() as AddressInfo;
  const second = createServer().listen(port, '127.0.0.1');
  const error = await new Promise<Error>((resolve) => second.once('error', resolve));
  first.close();
  return { error, port };
};

describe('startFailure', () => {
  it('lists the problems of the configuration', () => {
    expect(startFailure(new ConfigurationError(['PORT must be …', 'HOST must be …']))).toEqual([
      'Atlas cannot start. Its configuration has problems:',
      'PORT must be …',
      'HOST must be …',
    ]);
  });

  it('says that a port is taken, and what to do', async () => {
    const { error, port } = await listenError();
    expect(startFailure(error)).toEqual([
      `Atlas cannot start: port ${port} is already taken: stop what listens there, or set PORT to a free one`,
    ]);
  });

  it.each<[object, string]>([
    [
      { code: 'EACCES', syscall: 'listen', port: 80 },
      'port 80 may not be used by this user: set PORT to 1024 or above',
    ],
    [
      { code: 'EADDRNOTAVAIL', syscall: 'listen', address: '10.9.9.9' },
      'this machine has no address 10.9.9.9: set HOST to one of its own, or to 0.0.0.0',
    ],
    [
      { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'nohost' },
      'the host name nohost is unknown: set HOST to an address of this machine',
    ],
    [{ code: 'EADDRINUSE', syscall: 'connect' }, 'plain message'],
    [{}, 'plain message'],
  ])('explains %j', (fields, line) => {
    expect(startFailure(Object.assign(new Error('plain message'), fields))).toEqual([
      `Atlas cannot start: ${line}`,
    ]);
  });

  it('takes what is no error', () => {
    expect(startFailure('text')).toEqual(['Atlas cannot start: text']);
  });
});
