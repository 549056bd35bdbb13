import { callParameters } from '../callbacks/call-parameters.js';
import type { Exchange } from '../exchange.js';
import { isFinal } from './call-status.js';
import { detect, type Detected } from './machine-detection.js';
import type { Line } from './line.js';

/** Runs machine detection on an answered line. The voice request's fields come back when the call waited for it. */
export async function runDetection(exchange: Exchange, line: Line): Promise<Record<string, string>> {
  const settings = line.call.request.machineDetection;
  if (!settings) return {};
  const detected = detect(line.call.callee, settings);
  if (settings.async) {
    void detectBeside(exchange, line, detected);
    return {};
  }
  await line.wait(detected.afterMs);
  note(line, detected);
  return { MachineDetectionDuration: String(detected.afterMs) };
}

async function detectBeside(exchange: Exchange, line: Line, detected: Detected): Promise<void> {
  const { call } = line;
  await call.clock.fork().sleep(detected.afterMs);
  if (isFinal(call.status)) return;
  note(line, detected);
  const endpoint = call.request.machineDetection?.async?.callback;
  if (!endpoint) return;
  const params = {
    ...callParameters(call, 'in-progress'),
    AnsweredBy: detected.answeredBy,
    MachineDetectionDuration: String(detected.afterMs),
  };
  void exchange.callbacks.send(call, {
    kind: 'machine-detection',
    event: detected.answeredBy,
    endpoint,
    params,
  });
}

function note(line: Line, { answeredBy, afterMs }: Detected): void {
  line.call.answeredBy = answeredBy;
  line.tell('detected', answeredBy, afterMs / 1000);
}
