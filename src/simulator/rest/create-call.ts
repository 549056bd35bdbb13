import { setTimeout as after } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { Call } from '../calls/call.js';
import type { CreateFault } from '../faults/fault-rates.js';
import { callResource } from './call-resource.js';
import { readCallRequest } from './read-call-request.js';
import { formOf, type RestContext } from './rest-context.js';
import { internalError, tooManyRequests } from './rest-error.js';

/** How long a create waits for its call's first callback. */
const EARLY_CALLBACK_MS = 5000;
const EARLY_CALLBACK_POLL_MS = 2;

/** Before the call exists: refuses, resets or leaves the request without an answer. True: nothing more is to be done. */
function failBefore(fault: CreateFault | null, request: Request): boolean {
  if (fault === 'create_429') throw tooManyRequests();
  if (fault === 'create_500') throw internalError();
  if (fault === 'create_reset_before') request.socket.resetAndDestroy();
  return fault === 'create_reset_before' || fault === 'create_timeout_before';
}

/** Waits until the call's first callback was answered, unless it has none, or that one is not to come soon. */
async function firstCallback(call: Call): Promise<void> {
  const until = performance.now() + EARLY_CALLBACK_MS;
  while (call.request.statusCallback && performance.now() < until) {
    const first = call.webhooks.find(({ kind }) => kind === 'status');
    if (first && (first.tries.length > 0 || first.faults.length > 0)) {
      first.faults.push('early');
      return;
    }
    await after(EARLY_CALLBACK_POLL_MS);
  }
}

/** `POST /Calls.json`, with what the plan of faults does to it. */
export const createCall =
  ({ account, faults, store, switchboard }: RestContext): RequestHandler =>
  async (request: Request, response: Response): Promise<void> => {
    const wanted = readCallRequest(formOf(request), account);
    const key = `${wanted.to}#${store.countOf(wanted.to)}`;
    const fault = faults.ofCreate(key);
    if (failBefore(fault, request)) return;
    const call = switchboard.place(wanted, key);
    if (fault === 'create_reset_after') request.socket.resetAndDestroy();
    if (fault === 'create_reset_after' || fault === 'create_timeout_after') return;
    if (faults.isEarly(key)) await firstCallback(call);
    response.status(201).json(callResource(call));
  };
