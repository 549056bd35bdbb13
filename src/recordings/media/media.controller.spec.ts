import { EventEmitter } from 'node:events';
import { expect, it, jest } from '@jest/globals';
import type { Request, Response } from 'express';
import { ANYONE, type Principal } from '../../auth/principal.js';
import { MediaController } from './media.controller.js';
import type { MediaLinksService } from './media-links.service.js';
import type { MediaService } from './media.service.js';
import type { PlayingsService, Reading } from './playings.service.js';

/** Whose place a reading takes, by who asks and from where. */
const callerOf = async (principal: Principal, ip: string): Promise<string | undefined> => {
  const opened = jest.fn<(reading: Reading) => Promise<never>>().mockRejectedValue(new Error('enough'));
  const media = { get: async () => ({}) } as unknown as MediaService;
  const playings = { opened } as unknown as PlayingsService;
  const controller = new MediaController(media, {} as MediaLinksService, playings);
  const request = { principal, ip, method: 'GET', get: () => undefined } as unknown as Request;
  const response = new EventEmitter() as unknown as Response;
  await expect(controller.playRecording('RE1', {}, request, response)).rejects.toThrow('enough');
  return opened.mock.calls[0]?.[0].caller;
};

it('whoever shares a name is somebody else at each address', async () => {
  const key: Principal = { ...ANYONE, kind: 'key', id: 'key:1' };
  const link: Principal = { ...key, id: 'link:RE1' };
  await expect(callerOf(key, '10.0.0.1')).resolves.toBe('key:1');
  await expect(callerOf(link, '10.0.0.1')).resolves.toBe('link:RE1 address:10.0.0.1');
  await expect(callerOf(link, '2001:db8::7')).resolves.toBe('link:RE1 address:2001:db8:0:0::/64');
  await expect(callerOf(ANYONE, '10.0.0.2')).resolves.toBe('everyone address:10.0.0.2');
});
