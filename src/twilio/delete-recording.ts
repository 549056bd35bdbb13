import type { TwilioConnection } from './twilio-connection.js';
import { NOT_FOUND, TwilioError } from './twilio.errors.js';

/** Twice is once: what Twilio does not know is as wished. */
const unlessGone = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof TwilioError && error.isRefusal(NOT_FOUND))) throw error;
  }
};

/** Deletes a recording with its sound, and before it what was written down of it, by its SID where it has one. */
export const deleteRecording = async (
  connection: TwilioConnection,
  sid: string,
  transcriptionSid?: string,
): Promise<void> => {
  const { client } = connection;
  if (transcriptionSid)
    await unlessGone(
      connection.idempotent('delete a transcription', () => client.transcriptions(transcriptionSid).remove()),
    );
  await unlessGone(connection.idempotent('delete a recording', () => client.recordings(sid).remove()));
};
