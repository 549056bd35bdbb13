import { describe, expect, it } from '@jest/globals';
import { isPrivateField } from './private-fields.js';

describe('a private field', () => {
  it.each([
    'Authorization',
    'proxy-authorization',
    'cookie',
    'Set-Cookie',
    'cookies',
    'X-Twilio-Signature',
    'access_token',
    'refreshToken',
    'TWILIO_AUTH_TOKEN_SECONDARY',
    'client_secret',
    'X-API-Key',
    'session',
    'newPassword',
    'TranscriptionText',
    'e-mail',
  ])('is known by how its name ends: %s', (name) => expect(isPrivateField(name)).toBe(true));

  it.each(['call_id', 'token_count', 'session_id', 'code', 'caller', 'client', 'context', 'url'])(
    'is not: %s',
    (name) => expect(isPrivateField(name)).toBe(false),
  );
});
