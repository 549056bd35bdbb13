import type { Callee } from '../callees/callee.js';

/** A callee as the control API shows it, by the names under which it is set. */
export const calleeResource = (callee: Callee): Record<string, unknown> => ({
  name: callee.name,
  does: callee.does,
  ring_seconds: callee.ringSeconds,
  outcome: callee.outcome,
  sip_code: callee.sipCode,
  kind: callee.kind,
  greeting: callee.greeting,
  message: callee.message,
  keys: callee.keys,
  speech: callee.speech,
  hangs_up_after_seconds: callee.hangsUpAfterSeconds,
  hangs_up_mid_script: callee.hangsUpMidScript,
  holds_line: callee.holdsLine,
  interactive: callee.interactive,
});
