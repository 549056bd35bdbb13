import type { Call } from '../calls/call.js';
import type { CallEvent } from '../calls/call-request.js';
import { callParameters, finalParameters, progressParameters } from './call-parameters.js';
import type { Callbacks } from './callbacks.js';

/** The CallStatus that each event carries; `completed` carries the final status, whichever it is. */
const STATUS_OF: Record<Exclude<CallEvent, 'completed'>, string> = {
  initiated: 'initiated',
  ringing: 'ringing',
  answered: 'in-progress',
};

/** Tells the progress of a call to its `StatusCallback`: only the events that the create asked for. */
export class StatusCallbacks {
  constructor(
    private readonly callbacks: Callbacks,
    private readonly recordingUrl: (sid: string) => string,
  ) {}

  fire(call: Call, event: CallEvent): Promise<void> {
    const { statusCallback, statusEvents } = call.request;
    if (!statusCallback || !statusEvents.includes(event)) return Promise.resolve();
    const sequence = call.webhooks.filter(({ kind }) => kind === 'status').length;
    const status = event === 'completed' ? call.status : STATUS_OF[event];
    const params = {
      ...callParameters(call, status),
      ...progressParameters(call, sequence),
      ...(event === 'completed' && finalParameters(call, this.recordingUrl)),
    };
    return this.callbacks.send(call, { kind: 'status', event, endpoint: statusCallback, params });
  }
}
