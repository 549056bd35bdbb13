import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import type { SecretsService } from '../../secrets/secrets.service.js';
import { EndpointSecretsService, SecretUnreadable } from './endpoint-secrets.service.js';
import { destinationOf, DestinationRefused, urlFault } from './destination.js';
import { isLoopbackAddress, isPublicAddress } from './public-address.js';
import { seal, unseal } from './seal.js';

const UNREADABLE = /unable to authenticate data/;
const production = { isProduction: true, allowsLoopback: false };
const development = { isProduction: false, allowsLoopback: true };

describe('an address', () => {
  it.each([
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.9.9.9'],
    ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '192.0.0.8', '198.18.0.1'],
    ...['224.0.0.1', '239.1.1.1', '255.255.255.255', '240.0.0.1', '::', '::1', '::ffff:10.0.0.1'],
    ...[
      '::ffff:8.8.8.8',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      '64:ff9b::808:808',
      '2002:7f00:1::',
      '2001:db8::1',
    ],
    ...[
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      'fec0::1',
      '2001::1',
      'not an address',
      '',
    ],
  ])('%s is none of the public Internet', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '93.184.216.34', '100.63.255.255', '172.32.0.1', '2606:2800:220:1::1', '2a00:1450::1'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );
});

describe('a URL', () => {
  it.each([
    ['http://example.com/hook', 'must be https'],
    ['ftp://example.com', 'must be an absolute https URL of at most 2000 characters'],
    ['/hook', 'must be an absolute https URL of at most 2000 characters'],
    ['https://user:word@example.com', 'must be without a user and a password'],
    ['https://example.com/#part', 'must be without a fragment'],
    ['https://10.0.0.1/', 'must be an address of the public Internet'],
    ['https://[fd00::1]/', 'must be an address of the public Internet'],
    ['https://0x7f.1/', 'must not be an address of this machine'],
    ['https://2130706433/', 'must not be an address of this machine'],
    ['https://[::1]/', 'must not be an address of this machine'],
    ['https://localhost/', 'must not be an address of this machine'],
    ['https://localhost./', 'must not be an address of this machine'],
    ['https://any.localhost/', 'must not be an address of this machine'],
    [`https://example.com/${'x'.repeat(2_000)}`, 'must be an absolute https URL of at most 2000 characters'],
  ])('%s is refused: %s', (url, fault) => {
    expect(urlFault(url, production)).toBe(fault);
  });

  it.each(['https://example.com/hook?a=b', 'https://8.8.8.8:8443/'])('%s may be an endpoint', (url) => {
    expect(urlFault(url, production)).toBeNull();
  });

  it('of this machine may be one while one develops, over http too', () => {
    expect(urlFault('http://localhost:3000/hook', development)).toBeNull();
    expect(urlFault('http://127.0.0.1:3000/hook', development)).toBeNull();
    expect(urlFault('http://10.0.0.1/hook', development)).not.toBeNull();
  });
});

describe('where is sent to', () => {
  const standsFor =
    (...addresses: string[]) =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  it('is the address that was found out', async () => {
    const found = await destinationOf('https://example.com/x', production, standsFor('8.8.8.8', '8.8.4.4'));
    expect(found).toMatchObject({ address: '8.8.8.8', family: 4 });
    expect(found.url.href).toBe('https://example.com/x');
  });

  it.each([
    [['8.8.8.8', '10.0.0.1']],
    [['127.0.0.1']],
    [['::ffff:169.254.169.254']],
    [['169.254.169.254']],
    [[]],
  ])('is nowhere where a name stands for %s', async (addresses) => {
    const refused = destinationOf('https://example.com/x', production, standsFor(...addresses));
    await expect(refused).rejects.toThrow(DestinationRefused);
  });
});

describe('what is sealed', () => {
  it('is read by its key for its owner, and by nothing else', () => {
    const key = randomBytes(32);
    fc.assert(
      fc.property(fc.string(), fc.string(), (owner, text) => {
        const sealed = seal(key, owner, text);
        expect(unseal(key, owner, sealed)).toBe(text);
        expect(() => unseal(key, `${owner}!`, sealed)).toThrow(UNREADABLE);
        expect(() => unseal(randomBytes(32), owner, sealed)).toThrow(UNREADABLE);
        const changed = Buffer.from(sealed, 'base64url');
        changed[changed.length - 1]! ^= 1;
        expect(() => unseal(key, owner, changed.toString('base64url'))).toThrow(UNREADABLE);
      }),
    );
  });
});

describe('a new secret', () => {
  it('that was made by another key is told so, which is no failure of the endpoint', () => {
    const withKey = (key: Buffer) =>
      new EndpointSecretsService({ keyFor: () => key } as unknown as SecretsService);
    const { sealed } = withKey(randomBytes(32)).make('one');
    const endpoint = { id: 'one', secrets: [{ sealed }] };
    expect(() => withKey(randomBytes(32)).headersOf(endpoint, 'e', '{}', new Date())).toThrow(
      SecretUnreadable,
    );
  });

  it('leaves each that was promised to sign until its day is over', () => {
    const service = new EndpointSecretsService({} as SecretsService);
    const at = (hours: number) => new Date(hours * 3_600_000);
    const once = service.rotated([{ sealed: 'a' }], 'b', at(0));
    const twice = service.rotated(once, 'c', at(1));
    expect(twice).toEqual([{ sealed: 'c' }, { sealed: 'b', until: at(25) }, { sealed: 'a', until: at(24) }]);
    expect(service.rotated(twice, 'd', at(24.5)).map(({ sealed }) => sealed)).toEqual(['d', 'c', 'b']);
  });
});
