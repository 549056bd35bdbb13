import { isRecordingSid } from './listing.js';
import type { TwilioConnection } from './twilio-connection.js';
import { NOT_FOUND } from './twilio.errors.js';
import { unlessRefused } from './unless-refused.js';

const MOST_TRANSCRIPTIONS = 20;
const HTTP_NOT_FOUND = 404;

/** What Twilio has no more is deleted. */
const unlessUnknown = <T>(asked: Promise<T>): Promise<T | null> =>
  unlessRefused(asked, NOT_FOUND, HTTP_NOT_FOUND);

/** Deletes what was written down of a recording. Each request is made once. Throws TwilioError. */
export const deleteTranscriptions = async (connection: TwilioConnection, sid: string): Promise<void> => {
  if (!isRecordingSid(sid)) return;
  const { client } = connection;
  const transcriptions = await unlessUnknown(
    connection.once(`list the transcriptions of ${sid}`, () =>
      client.recordings(sid).transcriptions.list({ limit: MOST_TRANSCRIPTIONS }),
    ),
  );
  for (const { sid: transcription } of transcriptions ?? [])
    await unlessUnknown(
      connection.once('delete a transcription', () => client.transcriptions(transcription).remove()),
    );
};

/** Deletes a recording, before it its transcriptions, which a recording does not take with it. */
export const deleteRecording = async (connection: TwilioConnection, sid: string): Promise<void> => {
  if (!isRecordingSid(sid)) return;
  await deleteTranscriptions(connection, sid);
  await unlessUnknown(connection.once(`delete ${sid}`, () => connection.client.recordings(sid).remove()));
};
