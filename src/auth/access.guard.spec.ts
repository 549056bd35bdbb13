import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Logger, Req } from '@nestjs/common';
import request from 'supertest';
import { type RunningController, startController } from '../../test/support/start-controller.js';
import { Clock } from '../common/time/clock.service.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { ApiKeysRepository } from './keys/api-keys.repository.js';
import { KeyReader } from './keys/key-reader.service.js';
import { type IdentifiedRequest, principalOf } from './principal.js';
import { Public, RequireCaller, RequireScope } from './scope.decorator.js';
import { type Scope, SCOPES } from './scope.js';
import { someApiKey } from './testing/api-key.factory.js';
import { ApiKeysMemoryRepository } from './testing/api-keys.memory.repository.js';
import { GUARDED } from './testing/guarded.js';

@RequireScope('calls:read')
@Controller()
class RoutesController {
  @Get('of-class')
  ofClass(@Req() asked: IdentifiedRequest) {
    const { kind, name, scopes } = principalOf(asked);
    return { kind, name, scopes: [...scopes] };
  }

  @RequireScope('users:write')
  @Get('of-handler')
  ofHandler() {
    return {};
  }

  @RequireCaller()
  @Get('of-callers')
  ofCallers() {
    return {};
  }

  @Public('a test')
  @Get('of-everybody')
  ofEverybody(@Req() asked: IdentifiedRequest) {
    return principalOf(asked);
  }
}

@Controller()
class SilentController {
  @Get('of-nobody')
  ofNobody() {
    return {};
  }
}

const keys = new ApiKeysMemoryRepository();
const makeKey = async (...scopes: Scope[]): Promise<string> => {
  const { key, kept } = someApiKey({ scopes });
  await keys.insert(kept);
  return key;
};

let running: RunningController;
const start = async (controller: new () => object, variables: Record<string, string> = GUARDED) => {
  running = await startController(
    controller,
    [AccessGuard, AccessService, KeyReader, Clock, { provide: ApiKeysRepository, useValue: keys }],
    variables,
  );
};
const get = (path: string, key?: string) => {
  const asking = request(running.url).get(path);
  return key === undefined ? asking : asking.set('X-API-Key', key);
};
const challengeOf = ({ headers }: { headers: Record<string, string> }) => headers['www-authenticate'];

afterEach(async () => {
  jest.restoreAllMocks();
  await running.close();
});

describe('a route with a scope', () => {
  it('is for callers that have it, or are admins, and know themselves', async () => {
    await start(RoutesController);
    const { body } = await get('/of-class', await makeKey('calls:read')).expect(200);
    expect(body).toEqual({ kind: 'key', name: 'reminders', scopes: ['calls:read'] });
    await get('/of-class', await makeKey('admin')).expect(200);
    await get('/of-handler', await makeKey('users:write')).expect(200);
  });

  it('is refused to all other scopes, and says which is missing', async () => {
    await start(RoutesController);
    const others = SCOPES.filter((scope) => scope !== 'users:write' && scope !== 'admin');
    const answer = await get('/of-handler', await makeKey(...others)).expect(403);
    expect(answer.body).toEqual({ detail: 'Forbidden: this needs the scope users:write' });
    expect(challengeOf(answer)).toBe('Bearer realm="atlas", error="insufficient_scope", scope="users:write"');
  });

  it('is refused to strangers, and to what is no key', async () => {
    await start(RoutesController);
    const stranger = await get('/of-class').expect(401);
    expect(stranger.body).toEqual({
      detail: 'Authentication required: send an API key as "Authorization: Bearer …" or X-API-Key',
    });
    expect(challengeOf(stranger)).toBe('Bearer realm="atlas"');
    const wrong = await get('/of-class', 'guess').expect(401);
    expect(wrong.body).toEqual({ detail: 'Invalid API key: it is unknown, revoked or expired' });
    expect(challengeOf(wrong)).toBe('Bearer realm="atlas", error="invalid_token"');
  });
});

it('a route for callers is for all that are known', async () => {
  await start(RoutesController);
  await get('/of-callers', await makeKey('feedback:read')).expect(200);
  await get('/of-callers').expect(401);
});

it('a public route asks nobody who they are, and cannot know', async () => {
  jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  await start(RoutesController);
  await get('/of-everybody', 'guess').expect(500);
  expect(() => principalOf({})).toThrow('Only a route with @RequireScope(…) knows who asks');
});

it('a route that says nothing is for admins', async () => {
  await start(SilentController);
  const others = SCOPES.filter((scope) => scope !== 'admin');
  const detail = 'Forbidden: this needs the scope admin';
  await get('/of-nobody', await makeKey(...others)).expect(403, { detail });
  await get('/of-nobody', await makeKey('admin')).expect(200);
});

describe('where nobody needs a key', () => {
  it.each([{ TWILIO_MODE: 'simulator' }, { ...GUARDED, AUTH_DISABLED: 'true' }])(
    'everybody may do everything: %j',
    async (variables) => {
      await start(RoutesController, variables);
      const everything = { scopes: [...SCOPES] };
      const anyone = { kind: 'anyone', name: 'anyone', ...everything };
      expect((await get('/of-class').expect(200)).body).toEqual(anyone);
      expect((await get('/of-class', 'guess').expect(200)).body).toEqual(anyone);
      const known = await get('/of-class', await makeKey('users:read')).expect(200);
      expect(known.body).toEqual({ kind: 'key', name: 'reminders', ...everything });
    },
  );
});

it('a database that is away is a reason to try again, and no bad key', async () => {
  await start(RoutesController);
  const away = Object.assign(new Error('connection refused'), { name: 'MongoNetworkError' });
  jest.spyOn(keys, 'findByHash').mockRejectedValue(away);
  const answer = await get('/of-class', await makeKey('calls:read')).expect(503);
  expect(answer.headers['retry-after']).toBe('5');
  jest.spyOn(keys, 'findByHash').mockRejectedValue(new Error('a mistake'));
  await get('/of-class', await makeKey('calls:read')).expect(500);
});
