/** What ends by itself, and after how many days; null: never. */
export interface KeptFor {
  what: 'recordings' | 'transcriptions' | 'callbacks' | 'events' | 'audit';
  days: number | null;
  /** The variable that says so. */
  setting: string;
}

/** Days, as settings have them: 0 is for ever. */
interface DaysKept {
  retentionRecordingsDays: number;
  retentionTranscriptionsDays: number;
  retentionEventsDays: number;
  eventsKeptDays: number;
  auditRetentionDays: number;
}

/** A transcription goes with its recording, if not before. */
const transcriptionsOf = (recordings: KeptFor, { retentionTranscriptionsDays: own }: DaysKept): KeptFor =>
  own > 0 && own <= (recordings.days ?? Infinity)
    ? { what: 'transcriptions', days: own, setting: 'RETENTION_TRANSCRIPTIONS_DAYS' }
    : { ...recordings, what: 'transcriptions' };

/** What this Atlas keeps for some days only, or could. */
export const keptFor = (settings: DaysKept): KeptFor[] => {
  const { retentionRecordingsDays, retentionEventsDays, eventsKeptDays, auditRetentionDays } = settings;
  const recordings: KeptFor = {
    what: 'recordings',
    days: retentionRecordingsDays || null,
    setting: 'RETENTION_RECORDINGS_DAYS',
  };
  return [
    recordings,
    transcriptionsOf(recordings, settings),
    { what: 'callbacks', days: retentionEventsDays || null, setting: 'RETENTION_EVENTS_DAYS' },
    { what: 'events', days: eventsKeptDays, setting: 'EVENTS_KEPT_DAYS' },
    { what: 'audit', days: auditRetentionDays, setting: 'AUDIT_RETENTION_DAYS' },
  ];
};
