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
  recordings: {
    sid: string;
    status: string | null;
    duration: number | null;
    started_at: string | null;
    transcription: { text: string | null } | null;
  }[];
}

/** What the simulator knows to have happened on the line. */
export interface SimulatedCall {
  sid: string;
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
export function momentsOf(call: AtlasCall, simulated: SimulatedCall | undefined): Moment[] {
  return [...milestones(call), ...spoken(simulated), ...recorded(call)].sort((a, b) => +a.at - +b.at);
}

/** Whether the story is complete: the call is over, recorded, and what was recorded is written down. */
export function isTold(call: AtlasCall): boolean {
  const written = call.recordings.filter((recording) => recording.transcription?.text);
  return call.ended_at !== null && call.duration !== null && written.length > 0;
}

/** Minutes and seconds since the call was placed: `0:07`. */
export function clockTime(since: Date, at: Date): string {
  const seconds = Math.max(0, Math.round((+at - +since) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function milestones(call: AtlasCall): Moment[] {
  const moments: [string | null, string, string][] = [
    [call.started_at, 'ringing', ''],
    [call.answered_at, 'answered', ''],
    [call.ended_at, call.status, call.duration === null ? '' : `after ${call.duration} s on the line`],
  ];
  return moments.flatMap(([at, what, text]) =>
    at === null ? [] : [{ id: what, at: new Date(at), what, text }],
  );
}

function spoken(simulated: SimulatedCall | undefined): Moment[] {
  return (simulated?.story ?? []).flatMap(({ at, what, text }, index) => {
    const speaker = SPEAKERS[what];
    return speaker ? [{ id: `line ${index}`, at: new Date(at), what: speaker, text: `“${text}”` }] : [];
  });
}

function recorded(call: AtlasCall): Moment[] {
  return call.recordings.flatMap(({ sid, duration, started_at, transcription }) => {
    if (duration === null) return [];
    const at = new Date(new Date(started_at ?? call.created_at).getTime() + duration * 1000);
    const recording = { id: sid, at, what: 'recording', text: `${duration} s, ${sid}` };
    if (!transcription?.text) return [recording];
    return [recording, { id: `${sid} text`, at, what: 'transcription', text: `“${transcription.text}”` }];
  });
}
