import { randomUUID } from 'node:crypto';
import { json, Router } from 'express';
import { requires } from './access.js';
import { callOf, feedbackOf, givenOf } from '../answers.js';
import type { StoredCall, StoredFeedback, StoredRecording, StoredUser } from '../stored.js';
import { note } from './audit.js';
import { collection } from './database.js';
import { dial } from './twilio.js';

const calls = collection<StoredCall>('calls');
const users = collection<StoredUser>('users');
const recordings = collection<StoredRecording>('recordings');
const feedback = collection<StoredFeedback>('feedback');
const lanes = collection('lanes');
const unmatched = collection('unmatched_events');
const doNotCall = collection('do_not_call');

const A_DAY_MS = 86_400_000;
const LATEST = new Date(Date.UTC(9999, 0));
const DIALLED = { to: 1, 'attempts.createdAt': 1, 'attempts.submission': 1 };
const WITHOUT_EVENTS = { 'attempts.events': 0, steps: 0 };

/** Users, recordings and feedback of these calls: all three at once. */
async function detailed(found: StoredCall[]): Promise<object[]> {
  const ids = found.map(({ _id }) => _id);
  const handles = [...new Set(found.map(({ userExternalId }) => userExternalId))];
  const [owners, sounds, scores] = await Promise.all([
    users.find({ handles: { $in: handles } }).toArray(),
    recordings
      .find({ callId: { $in: ids } }, { projection: { events: 0 } })
      .sort({ createdAt: 1 })
      .toArray(),
    feedback.find({ _id: { $in: ids } }).toArray(),
  ]);
  return found.map((call) =>
    callOf(
      call,
      owners.find((user) => user.handles.includes(call.userExternalId))?._id ?? call.userExternalId,
      sounds.filter(({ callId }) => callId === call._id),
      scores.find(({ _id }) => _id === call._id) ?? null,
    ),
  );
}

const cursorOf = ({ createdAt, _id }: StoredCall): string =>
  Buffer.from(`${createdAt.getTime()} ${_id}`).toString('base64url');

async function list(query: object, total: Promise<number>, size: number): Promise<object> {
  const [count, found] = await Promise.all([
    total,
    calls
      .find(query, { projection: WITHOUT_EVENTS })
      .sort({ createdAt: -1, _id: -1 })
      .limit(size + 1)
      .toArray(),
  ]);
  const data = found.slice(0, size);
  const last = data.at(-1);
  const next = found.length > size && last ? cursorOf(last) : null;
  return { total: count, page: 1, page_size: size, data: await detailed(data), next_cursor: next };
}

export const callsRouter = Router();

callsRouter.get('/users/:id/calls', requires('calls:read'), async (request, response) => {
  const user = await users.findOne({ _id: String(request.params.id) });
  if (!user) {
    response.status(404).json({ detail: 'User not found' });
    return;
  }
  const query = { userExternalId: { $in: user.handles } };
  response.json(await list(query, calls.countDocuments(query), Number(request.query.page_size ?? 20)));
});

callsRouter.get('/calls', requires('calls:read'), async (request, response) => {
  response.json(await list({}, calls.estimatedDocumentCount(), Number(request.query.page_size ?? 20)));
});

callsRouter.get('/calls/:sid', requires('calls:read'), async (request, response) => {
  const call = await calls.findOne({ sids: request.params.sid });
  if (call) response.json((await detailed([call]))[0]);
  else response.status(404).json({ detail: 'Call not found' });
});

callsRouter.patch('/calls/:sid/feedback', requires('feedback:write'), json(), async (request, response) => {
  const sid = String(request.params.sid);
  const who: string = response.locals.who;
  const act = { who, action: 'calls.giveFeedback' };
  const of = await note({ kind: 'begun', ...act, resource: `call:${sid}` });
  const call = await calls.findOne({ sids: sid });
  if (!call) {
    response.status(404).json({ detail: 'Call not found' });
    return;
  }
  const createdAt = new Date();
  const given = givenOf(request.body);
  await feedback.updateOne({ _id: call._id }, { $setOnInsert: { createdAt }, $set: given }, { upsert: true });
  await calls.updateOne({ _id: call._id }, {
    $set: { hasFeedback: true },
    $push: { steps: { $each: [{ kind: 'feedback', at: createdAt }], $slice: -200 } },
    $inc: { version: 1 },
    $currentDate: { changedAt: true },
  } as object);
  response.json(feedbackOf({ _id: call._id, ...given, createdAt }, sid));
  void note({ kind: 'ended', of, ...act, outcome: 'done', status: 200 });
});

callsRouter.post('/calls/outbound', requires('calls:write'), json(), async (request, response) => {
  const { to, user_external_id: userExternalId, script: text } = request.body;
  const who: string = response.locals.who;
  const of = await note({ kind: 'begun', who, action: 'calls.place' });
  const lately = { $gte: new Date(Date.now() - A_DAY_MS), $lte: LATEST };
  const [user] = await Promise.all([
    users.findOne({ handles: userExternalId }),
    doNotCall.findOne({ _id: to }),
    calls.find({ to, attempts: { $elemMatch: { createdAt: lately } } }, { projection: DIALLED }).toArray(),
  ]);
  const _id = randomUUID();
  const createdAt = new Date();
  const lane = `5:${userExternalId}`;
  const content = { kind: 'say', text };
  const fields = { version: 1, to, userExternalId, content, recordingEnabled: true, rank: 0, createdAt };
  await calls.insertOne({
    _id,
    ...fields,
    attempts: [],
    hasRecording: false,
    hasFeedback: false,
    wait: { lane },
  });
  await lanes.updateOne({ _id: lane }, { $set: { rev: randomUUID(), at: createdAt } }, { upsert: true });
  const attempt = { n: 1, key: randomUUID(), submission: 'unknown', createdAt, rank: 0, events: [] };
  await calls.updateOne({ _id, attempts: { $size: 0 } }, {
    $push: { attempts: attempt },
    $unset: { wait: '' },
    $inc: { version: 1 },
    $set: { live: [1] },
  } as object);
  const sid = await dial(to, _id);
  const event = { key: `${sid}:submission`, kind: 'submission', receivedAt: new Date(), params: { sid } };
  await calls.updateOne({ _id, attempts: { $elemMatch: { n: 1, sid: null } } }, {
    $inc: { version: 1 },
    $max: { 'attempts.$.rank': 20, rank: 20 },
    $set: { 'attempts.$.sid': sid, 'attempts.$.submission': 'accepted' },
    $addToSet: { sids: sid },
    $push: { 'attempts.$.events': event },
    $currentDate: { changedAt: true },
  } as object);
  await unmatched.find({ callSid: sid }).toArray();
  const call = await calls.findOne({ _id }, { projection: WITHOUT_EVENTS });
  if (!call) throw new Error('What was stored is gone');
  response
    .status(201)
    .location(`/calls/${sid}`)
    .json(callOf(call, user?._id ?? userExternalId, [], null));
  void note({ kind: 'ended', of, who, action: 'calls.place', outcome: 'done', status: 201 });
});
