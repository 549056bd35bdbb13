import { describe, expect, it } from '@jest/globals';
import type { RawValues } from './create-environment.js';
import { namesOf, problemsOf, PRODUCTION, TWILIO } from './testing/settings.js';

describe('MONGO_URI outside production', () => {
  const needed = (raw: RawValues): string[] => problemsOf({ ...TWILIO, LOCAL_DATABASE: '', ...raw });
  const STAND_IN = { TWILIO_API_BASE_URL: 'http://127.0.0.1:8001' };

  it('is required where calls are really dialled, unless the local database is allowed', () => {
    for (const raw of [{}, { TWILIO_API_BASE_URL: 'https://api.dublin.ie1.twilio.com' }])
      expect(needed(raw)).toEqual([
        expect.stringMatching(
          /^MONGO_URI is required where calls are really dialled: set MONGO_URI=.* LOCAL_DATABASE=allowed is enough$/,
        ),
      ]);
    expect(needed({ LOCAL_DATABASE: 'allowed' })).toEqual([]);
    expect(needed({ MONGO_URI: 'mongodb://db' })).toEqual([]);
  });

  it('is not required where nobody is dialled', () => {
    for (const raw of [{ TWILIO_MODE: 'simulator' }, STAND_IN]) expect(needed(raw)).toEqual([]);
  });

  it('is required in production whatever is allowed', () => {
    expect(namesOf({ ...PRODUCTION, ...STAND_IN, MONGO_URI: '' })).toEqual(['MONGO_URI']);
  });
});
