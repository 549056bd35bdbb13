import type { SendGate } from '../send-gate.js';

/** A gate that stands open. */
export const sendAtOnce: SendGate = async ({ send }) => send();
