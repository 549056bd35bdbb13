import type { Call } from '../calls/call.js';

/** Runs what is to be sent for a call one after the other, in the order in which it was asked for. */
export class CallbackQueue {
  private readonly tails = new WeakMap<Call, Promise<void>>();

  /** Resolves when the task is done, which is after all that stood before it. Tasks do not reject. */
  add(call: Call, task: () => Promise<unknown>): Promise<void> {
    const tail = (this.tails.get(call) ?? Promise.resolve()).then(async () => {
      await task();
    });
    this.tails.set(call, tail);
    return tail;
  }
}
