import { createHmac, timingSafeEqual } from 'node:crypto';
import { type NextFunction, type Request, type Response, Router, urlencoded } from 'express';
import { HEARD, RANKS } from '../ranks.js';
import { SETTINGS } from '../settings.js';
import type { StoredCall, StoredEvent, StoredRecording } from '../stored.js';
import { eventOf, type Fields } from '../told.js';
import { collection } from './database.js';

const calls = collection<StoredCall>('calls');
const recordings = collection<StoredRecording>('recordings');

const callIdOf = ({ query }: Request): string => query.call_id as string;

/** Lets in what Twilio signed. */
function verify(request: Request, response: Response, next: NextFunction): void {
  const fields = request.body as Fields;
  const text = Object.keys(fields)
    .sort()
    .reduce((sum, name) => sum + name + fields[name], SETTINGS.baseUrl + request.originalUrl);
  const expected = createHmac('sha1', SETTINGS.authToken).update(text).digest();
  const given = Buffer.from(request.get('x-twilio-signature') ?? '', 'base64');
  if (expected.length === given.length && timingSafeEqual(expected, given)) next();
  else response.status(403).json({ detail: 'Invalid Twilio signature' });
}

/** Joins what is told into its attempt, once. */
async function join(callId: string, event: StoredEvent): Promise<void> {
  const rank = RANKS[event.status ?? ''] ?? 0;
  await calls.updateOne(
    {
      _id: callId,
      attempts: {
        $elemMatch: {
          n: 1,
          sid: event.params.CallSid,
          'events.key': { $ne: event.key },
          rank: { $lt: rank },
        },
      },
    },
    {
      $inc: { version: 1 },
      $currentDate: { changedAt: true },
      $max: { 'attempts.$.rank': rank, 'attempts.$.direction': event.direction, rank },
      $addToSet: { live: 1 },
      $push: { 'attempts.$.events': { $each: [event], $slice: 100 } },
      $set: { check: { urgency: 1, at: new Date(Date.now() + 3_600_000) } },
    } as object,
  );
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const CONSENT =
  'This call may be recorded. By staying on the line you consent to being recorded. If you do not consent, please hang up now.';

export const webhooksRouter = Router();
webhooksRouter.use('/twilio', urlencoded({ extended: false }), verify);

webhooksRouter.post('/twilio/voice', async (request, response) => {
  const callId = callIdOf(request);
  const [call] = await Promise.all([
    calls.findOne({ _id: callId }, { projection: { 'attempts.events': 0, steps: 0 } }),
    join(callId, eventOf('voice', request.body)),
  ]);
  const ids = `call_id=${callId}&amp;attempt=1`;
  const news = `${SETTINGS.baseUrl}/twilio/recording?${ids}#rc=5&amp;rp=all`;
  response
    .type('application/xml')
    .send(
      `<?xml version="1.0" encoding="UTF-8"?><Response><Say>${CONSENT}</Say><Say>${escaped(call?.content.text ?? '')}</Say>` +
        `<Record maxLength="3600" trim="trim-silence" transcribe="true" transcribeCallback="${news}" recordingStatusCallback="${news}" ` +
        `recordingStatusCallbackMethod="POST" recordingStatusCallbackEvent="completed absent" ` +
        `action="${SETTINGS.baseUrl}/twilio/voice/recorded?${ids}" method="POST"/><Hangup/></Response>`,
    );
});

webhooksRouter.post('/twilio/status', async (request, response) => {
  await join(callIdOf(request), eventOf('status', request.body));
  response.json({ status: 'ok' });
});

webhooksRouter.post('/twilio/recording', async (request, response) => {
  const fields = request.body as Fields;
  const call = await calls.findOne(
    { _id: callIdOf(request) },
    { projection: { 'attempts.n': 1, 'attempts.sid': 1 } },
  );
  if (call) {
    const event = eventOf('recording', fields);
    const owner = { callId: call._id, attempt: 1, callSid: fields.CallSid, createdAt: event.receivedAt };
    await recordings.updateOne(
      { _id: fields.RecordingSid, 'events.key': { $ne: event.key } } as object,
      {
        $setOnInsert: owner,
        $max: { rank: HEARD, durationSeconds: Number(fields.RecordingDuration), url: fields.RecordingUrl },
        $push: { events: { $each: [event], $slice: 100 } },
      } as object,
      { upsert: true },
    );
    await calls.updateOne(
      { _id: call._id },
      { $set: { hasRecording: true }, $inc: { version: 1 }, $currentDate: { changedAt: true } },
    );
  }
  response.json({ status: 'ok' });
});
