/** A call, as Atlas answers it: the part that the demo shows. */
export interface AtlasCall {
  call_id: string;
  status: string;
  twilio_sid: string | null;
  created_at: string;
  started_at: string | null;
  answered_at: string | null;
  ended_at: string | null;
  duration: number | null;
  recordings: RecordingOfCall[];
}

interface RecordingOfCall {
  sid: string;
  call_sid: string;
  status: string | null;
  duration: number | null;
  transcription: { text: string | null } | null;
}

/** One time that the call was dialled: told like a call of its own. */
export type Attempt = Omit<AtlasCall, 'call_id' | 'twilio_sid' | 'recordings'> & { sid: string | null };

/** A call that may be dialled again. */
export interface RetriedCall extends AtlasCall {
  attempts: Attempt[];
  /** What it waits for, and until when. */
  waiting: { for: string; until: string | null } | null;
}

/** What the simulator knows to have happened on the line. */
export interface SimulatedCall {
  answered_at: string | null;
  story: { at: string; what: string; text: string }[];
}

/** One line of the story. `id` is the same each time that the same moment is told. */
export interface Moment {
  id: string;
  at: Date;
  what: string;
  text: string;
}

const SPEAKERS: Record<string, string> = {
  said: 'Atlas says',
  heard: 'callee says',
  pressed: 'callee presses',
};

/** Everything that is known of a call so far, in the order of its own clock. */
export function momentsOf(call: AtlasCall, simulated: SimulatedCall): Moment[] {
  return [...milestones(call, simulated), ...spoken(call, simulated), ...recorded(call, simulated)].sort(
    (a, b) => +a.at - +b.at,
  );
}

/** The `n`-th attempt (from 1) of a call as a call of its own; null while Twilio was not asked for it. */
export function attemptOf(call: RetriedCall, n: number): AtlasCall | null {
  const attempt = call.attempts[n - 1];
  if (!attempt?.sid) return null;
  const { sid, ...rest } = attempt;
  const recordings = call.recordings.filter(({ call_sid }) => call_sid === sid);
  return { ...rest, call_id: call.call_id, twilio_sid: sid, recordings };
}

/** Whether the story is complete: the call is over, recorded, and what was recorded is written down. */
export function isTold(call: AtlasCall): boolean {
  const written = call.recordings.filter((recording) => recording.transcription?.text);
  return call.ended_at !== null && call.duration !== null && written.length > 0;
}

/** Whether the call is over and nobody spoke, so that there is no more to tell. */
export const isUnanswered = (call: AtlasCall): boolean =>
  call.ended_at !== null && call.status !== 'completed';

/** Minutes and seconds since the call was placed: `0:07`. */
export function clockTime(since: Date, at: Date): string {
  const seconds = Math.max(0, Math.round((+at - +since) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function milestones(call: AtlasCall, simulated: SimulatedCall): Moment[] {
  // Atlas may learn of the answer from a request without a time of its own, and the simulator's clock runs ahead of ours.
  const answeredAt = call.answered_at && (simulated.answered_at ?? call.answered_at);
  const moments: [string | null, string, string][] = [
    [call.started_at, 'ringing', ''],
    [answeredAt, 'answered', ''],
    [call.ended_at, call.status, !call.duration ? '' : `after ${call.duration} s on the line`],
  ];
  return moments.flatMap(([at, what, text]) =>
    at === null ? [] : [{ id: what, at: new Date(at), what, text }],
  );
}

/** What was said is told once Atlas knows of the answer, which the simulator knows first. */
function spoken(call: AtlasCall, simulated: SimulatedCall): Moment[] {
  if (call.answered_at === null && call.ended_at === null) return [];
  return simulated.story.flatMap(({ at, what, text }, index) => {
    const speaker = SPEAKERS[what];
    return speaker ? [{ id: `line ${index}`, at: new Date(at), what: speaker, text: `“${text}”` }] : [];
  });
}

/** A recording is known when it has ended; its transcription comes after the call. */
function recorded(call: AtlasCall, { story }: SimulatedCall): Moment[] {
  const end = story.find(({ what }) => what === 'recorded')?.at ?? call.created_at;
  return call.recordings.flatMap(({ sid, duration, transcription }) => {
    if (duration === null) return [];
    const recording = { id: sid, at: new Date(end), what: 'recording', text: `${duration} s, ${sid}` };
    if (!transcription?.text || call.ended_at === null) return [recording];
    const written = { id: `${sid} text`, at: new Date(call.ended_at), what: 'transcription' };
    return [recording, { ...written, text: `“${transcription.text}”` }];
  });
}
