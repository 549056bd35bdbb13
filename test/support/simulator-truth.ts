import type { CallDto } from '../../src/calls/view/dto/call.dto.js';
import { waitFor } from './wait-for.js';

/** What the simulator knows of a call, as far as Atlas has to know it too. */
export interface SimulatedCall {
  sid: string;
  to: string;
  status: string;
  is_over: boolean;
  sip_code: number | null;
  duration: number | null;
  said: string[];
  recordings: {
    sid: string;
    status: string;
    duration: number;
    transcription: { status: string; text: string } | null;
  }[];
  webhooks: { kind: string; params: Record<string, string>; tries: { status: number | null }[] }[];
}

/** All calls of a simulator. */
export const simulatedCalls = async (simulatorUrl: string): Promise<SimulatedCall[]> => {
  const response = await fetch(`${simulatorUrl}/simulator/calls`);
  return ((await response.json()) as { calls: SimulatedCall[] }).calls;
};

/** Whether Atlas has answered every webhook of this call. */
export const isDelivered = ({ webhooks }: SimulatedCall): boolean =>
  webhooks.every(({ tries }) => tries.some(({ status }) => status !== null && status < 300));

/** Whether nothing more will come of it: what was said is written down some time after the call's end. */
const isSettled = (call: SimulatedCall): boolean =>
  call.is_over &&
  call.recordings.every(
    ({ status, transcription }) =>
      !['in-progress', 'processing'].includes(status) && transcription?.status !== 'in-progress',
  ) &&
  isDelivered(call);

/** All calls of a simulator, once each has ended, all said in it is written down and its last webhook was answered. */
export const settledCalls = (
  simulatorUrl: string,
  count: number,
  withinMs: number,
): Promise<SimulatedCall[]> =>
  waitFor(
    `${count} simulated calls to end`,
    async () => {
      const calls = await simulatedCalls(simulatorUrl);
      return calls.length >= count && calls.every(isSettled) && calls;
    },
    withinMs,
  );

/** All calls of a simulator, once each has ended and it has tried no webhook again for a while. */
export const quietCalls = (
  simulatorUrl: string,
  withinMs: number,
  quietMs = 4_000,
): Promise<SimulatedCall[]> => {
  let tried = { count: -1, since: 0 };
  return waitFor(
    'the simulator to be quiet',
    async () => {
      const calls = await simulatedCalls(simulatorUrl);
      const count = calls.flatMap(({ webhooks }) => webhooks.flatMap(({ tries }) => tries)).length;
      if (count !== tried.count) tried = { count, since: Date.now() };
      return calls.every((call) => call.is_over) && Date.now() - tried.since > quietMs && calls;
    },
    withinMs,
  );
};

const byId = (a: { sid: string }, b: { sid: string }): number => (a.sid < b.sid ? -1 : 1);

/** The parts of a call that Atlas and the simulator must agree on, as Atlas tells them. */
export const storyOf = (call: CallDto): object => ({
  sid: call.twilio_sid,
  to: call.to_number,
  status: call.status,
  duration: call.duration ?? 0,
  recordings: call.recordings.toSorted(byId).map(({ sid, status, duration, transcription }) => ({
    sid,
    status,
    duration: duration ?? 0,
    transcription: transcription && { status: transcription.status, text: transcription.text ?? '' },
  })),
});

/** The same parts, as the simulator tells them. */
export const truthOf = (call: SimulatedCall): object => ({
  sid: call.sid,
  to: call.to,
  status: call.status,
  duration: call.duration ?? 0,
  recordings: call.recordings.toSorted(byId).map(({ sid, status, duration, transcription }) => ({
    sid,
    status,
    duration,
    transcription: transcription && { status: transcription.status, text: transcription.text ?? '' },
  })),
});
