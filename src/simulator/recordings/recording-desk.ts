import { callParameters } from '../callbacks/call-parameters.js';
import type { Callbacks } from '../callbacks/callbacks.js';
import type { Call } from '../calls/call.js';
import type { CallStore } from '../calls/call-store.js';
import type { CallClock } from '../call-clock.js';
import type { Endpoint } from '../calls/call-request.js';
import { newSid } from '../sid.js';
import { rfc2822 } from '../wire-format.js';
import type { SimulatedTime } from '../simulated-time.js';
import type { CallRecording, Transcription } from './recording.js';
import type { SoundShelf } from './sound-shelf.js';

/** Simulated time between the end of a recording and its being ready, and from there to its transcription. */
const PROCESSING_MS = 2000;
const TRANSCRIBING_MS = 5000;
/** Twilio transcribes recordings of these lengths only. */
const TRANSCRIBED_SECONDS = { min: 2, max: 120 };

/** Makes recordings, finishes them after the call has gone on, and tells their callbacks. */
export class RecordingDesk {
  constructor(
    private readonly store: CallStore,
    private readonly callbacks: Callbacks,
    private readonly recordingUrl: (sid: string) => string,
    private readonly sounds: SoundShelf,
    private readonly time: SimulatedTime,
  ) {}

  start(
    call: Call,
    { source, wishes, transcribe }: Pick<CallRecording, 'source' | 'wishes' | 'transcribe'>,
  ): CallRecording {
    const now = call.clock.now();
    const recording: CallRecording = {
      sid: newSid('RE'),
      callSid: call.sid,
      source,
      startTime: now,
      wishes,
      ...(transcribe && { transcribe }),
      status: 'in-progress',
      dateUpdated: now,
      durationSeconds: null,
      heard: '',
      transcription: null,
    };
    call.recordings.push(recording);
    this.store.remember(recording, call);
    call.changed();
    this.tell(call, recording);
    return recording;
  }

  /** Ends a recording; with nothing in it, it is absent. The rest happens while the call goes on. */
  close(call: Call, recording: CallRecording, result: RecordingResult): void {
    recording.heard = result.heard;
    if (result.sound) this.sounds.put(recording.sid, result.sound);
    recording.durationSeconds = result.seconds === 0 ? 0 : Math.max(1, Math.round(result.seconds));
    this.become(call, recording, recording.durationSeconds === 0 ? 'absent' : 'processing', call.clock);
    if (recording.status === 'absent') this.tell(call, recording);
    else void this.process(call, recording);
  }

  /** Goes on with what was not ready when the simulator was stopped; what a verb was recording then is lost. */
  resume(call: Call, recording: CallRecording): void {
    const { source, status, transcription } = recording;
    if (status === 'in-progress' && source === 'RecordVerb')
      this.close(call, recording, { heard: '', seconds: 0 });
    if (status === 'processing') void this.process(call, recording);
    if (transcription?.status === 'in-progress')
      void this.transcribe(call, recording, call.clock.fork(this.time.speed));
  }

  private async process(call: Call, recording: CallRecording): Promise<void> {
    const clock = call.clock.fork(this.time.speed);
    await clock.sleep(PROCESSING_MS);
    this.become(call, recording, 'completed', clock);
    this.tell(call, recording);
    if (recording.transcribe) await this.transcribe(call, recording, clock);
  }

  private async transcribe(call: Call, recording: CallRecording, clock: CallClock): Promise<void> {
    recording.transcription ??= {
      sid: newSid('TR'),
      dateCreated: clock.now(),
      dateUpdated: clock.now(),
      status: 'in-progress',
      text: null,
    };
    const { transcription } = recording;
    await clock.sleep(TRANSCRIBING_MS);
    const seconds = recording.durationSeconds ?? 0;
    const isPossible = seconds >= TRANSCRIBED_SECONDS.min && seconds <= TRANSCRIBED_SECONDS.max;
    transcription.status = isPossible ? 'completed' : 'failed';
    transcription.text = isPossible ? recording.heard : null;
    transcription.dateUpdated = clock.now();
    call.changed();
    if (recording.transcribe?.url)
      this.tellTranscription(call, recording, transcription, recording.transcribe);
  }

  private become(call: Call, recording: CallRecording, to: CallRecording['status'], clock: CallClock): void {
    recording.status = to;
    recording.dateUpdated = clock.now();
    call.changed();
  }

  private tell(call: Call, recording: CallRecording): void {
    const { status: event, wishes } = recording;
    if (!wishes.callback || event === 'processing' || !wishes.events.includes(event)) return;
    const params = {
      AccountSid: call.accountSid,
      CallSid: call.sid,
      ErrorCode: '0',
      RecordingChannels: String(wishes.channels),
      RecordingDuration: String(recording.durationSeconds ?? -1),
      RecordingSid: recording.sid,
      RecordingSource: recording.source,
      RecordingStartTime: rfc2822(recording.startTime),
      RecordingStatus: event,
      RecordingTrack: wishes.track,
      RecordingUrl: this.recordingUrl(recording.sid),
    };
    void this.callbacks.send(call, { kind: 'recording', event, endpoint: wishes.callback, params });
  }

  private tellTranscription(
    call: Call,
    recording: CallRecording,
    transcription: Transcription,
    endpoint: Endpoint,
  ): void {
    const url = this.recordingUrl(recording.sid);
    const params = {
      ...callParameters(call, call.status),
      RecordingSid: recording.sid,
      RecordingUrl: url,
      TranscriptionSid: transcription.sid,
      TranscriptionStatus: transcription.status,
      TranscriptionText: transcription.text ?? '',
      TranscriptionType: 'fast',
      TranscriptionUrl: `${url}/Transcriptions/${transcription.sid}`,
    };
    void this.callbacks.send(call, { kind: 'transcription', event: transcription.status, endpoint, params });
  }
}

/** What a recording ended with. */
export interface RecordingResult {
  heard: string;
  seconds: number;
  /** 16-bit PCM at 8 kHz, where a person spoke into a microphone. */
  sound?: Buffer;
}
