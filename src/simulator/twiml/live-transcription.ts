import type { StoryLine } from '../calls/call.js';
import type { Endpoint } from '../calls/call-request.js';
import type { LineListener } from '../calls/line.js';
import { newSid } from '../sid.js';
import type { Session } from './session.js';

export type TranscribedTrack = 'inbound_track' | 'outbound_track' | 'both_tracks';

export interface LiveTranscriptionSettings {
  name: string;
  endpoint?: Endpoint;
  track: TranscribedTrack;
  languageCode: string;
  partialResults: boolean;
}

const TRACK_OF: Partial<Record<StoryLine['what'], Exclude<TranscribedTrack, 'both_tracks'>>> = {
  said: 'outbound_track',
  heard: 'inbound_track',
  recorded: 'inbound_track',
};

/** `<Start><Transcription>`: tells what is said on the line while it is said. Source: Twilio's page of that noun. */
export class LiveTranscription implements LineListener {
  private readonly sid = newSid('GT');
  private sequence = 0;

  constructor(
    private readonly session: Session,
    readonly settings: LiveTranscriptionSettings,
  ) {}

  start(): void {
    const { name, track, languageCode, partialResults } = this.settings;
    this.send('transcription-started', {
      LanguageCode: languageCode,
      PartialResults: String(partialResults),
      ProviderConfiguration: '{}',
      Track: track,
      TranscriptionEngine: 'google',
      ...(name && { Name: name }),
    });
    this.session.line.listen(this);
  }

  told(line: StoryLine): void {
    const track = TRACK_OF[line.what];
    const { track: wanted, partialResults } = this.settings;
    if (!track || line.text === '' || (wanted !== 'both_tracks' && wanted !== track)) return;
    const words = line.text.split(' ');
    if (partialResults && words.length > 1)
      this.content(track, words.slice(0, Math.ceil(words.length / 2)).join(' '), false);
    this.content(track, line.text, true);
  }

  stop(): void {
    this.session.line.unlisten(this);
    this.ended();
  }

  ended(): void {
    this.send('transcription-stopped', {});
  }

  private content(track: string, transcript: string, isFinal: boolean): void {
    this.send('transcription-content', {
      Final: String(isFinal),
      LanguageCode: this.settings.languageCode,
      Track: track,
      TranscriptionData: JSON.stringify({ transcript, confidence: isFinal ? 0.95 : 0.6 }),
    });
  }

  private send(event: string, fields: Record<string, string>): void {
    const { endpoint } = this.settings;
    if (!endpoint) return;
    this.sequence += 1;
    const { call, exchange } = this.session;
    const params = {
      AccountSid: call.accountSid,
      CallSid: call.sid,
      SequenceId: String(this.sequence),
      Timestamp: call.clock.now().toISOString(),
      TranscriptionEvent: event,
      TranscriptionSid: this.sid,
      ...fields,
    };
    void exchange.callbacks.send(call, { kind: 'live-transcription', event, endpoint, params });
  }
}
