import type { Request } from 'express';
import type { Account } from '../account.js';
import type { CallStore } from '../calls/call-store.js';
import type { Switchboard } from '../calls/switchboard.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import type { SoundShelf } from '../recordings/sound-shelf.js';
import { Form } from './form.js';

/** What the REST routes act on. */
export interface RestContext {
  readonly account: Account;
  readonly store: CallStore;
  readonly faults: FaultPlan;
  readonly switchboard: Switchboard;
  readonly sounds: SoundShelf;
  readonly recordingUrl: (sid: string) => string;
}

/** The parameters of a form body, read flat as Twilio does. */
export const formOf = (request: Request): Form =>
  new Form(new URLSearchParams(typeof request.body === 'string' ? request.body : ''));
