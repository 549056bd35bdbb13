import { LOCAL, TWILIO } from '../../config/testing/settings.js';

/** Settings with which calls are really dialled: nobody gets in without a key. */
export const GUARDED = { ...LOCAL, ...TWILIO, TWILIO_MODE: 'live' };
