import { Injectable } from '@nestjs/common';
import type { RecordingEvent, RecordingOwner } from '../../recordings/recording.js';
import { toRecordingEvent } from '../../recordings/recording-callback.js';
import { RecordingRemovalService } from '../../recordings/removal/recording-removal.service.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { callbackKey, type TwilioCallback } from '../../twilio/twilio-callback.js';
import type { CallEvent } from '../model/call-event.js';
import { isFinal } from '../model/call-status.js';
import type { AttemptRef, Recorded } from '../events/call-change.js';
import { type ChangeOutcome, hasChanged } from '../events/change-outcome.js';
import { CallEventsService } from '../events/call-events.service.js';
import { CheckSchedule } from '../model/check-schedule.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { toCallEvent } from './call-callback.js';
import { UnmatchedEventsRepository } from './unmatched-events.repository.js';

/** What others are told of it. */
const newsOf = (sid: string, event: RecordingEvent): Pick<Recorded, 'news'> => {
  const { status, transcriptionStatus, receivedAt: at } = event;
  if (status) return { news: { at, told: { kind: 'recording', sid, status } } };
  if (transcriptionStatus && transcriptionStatus !== 'in-progress')
    return { news: { at, told: { kind: 'transcription', sid, status: transcriptionStatus } } };
  return {};
};

/** Takes what Twilio tells of calls, in whatever order it comes, and finds the call that it belongs to. */
@Injectable()
export class CallNewsService {
  constructor(
    private readonly events: CallEventsService,
    private readonly recordings: RecordingsService,
    private readonly unmatched: UnmatchedEventsRepository,
    private readonly followUps: FollowUpsService,
    private readonly checks: CheckSchedule,
    private readonly removal: RecordingRemovalService,
  ) {}

  /** Adds what is known of an attempt; where that brings its SID, what waited for the SID is added too. */
  async learn(ref: AttemptRef, event: CallEvent, check = this.checks.after(event)): Promise<ChangeOutcome> {
    const told = await this.events.record({ kind: 'told', ref, event, check });
    if (told.outcome === 'adopted') await this.attachWaiting(ref.sid);
    const mayFollow = ref.hasPlan !== false && event.status !== undefined && isFinal(event.status);
    if (told.callId && hasChanged(told.outcome) && mayFollow) await this.followUps.after(told.callId);
    return told.outcome;
  }

  /** Adds what is known of a recording; the same event twice tells nothing new, and mends what a crash left undone. */
  async learnRecording(sid: string, owner: RecordingOwner, event: RecordingEvent): Promise<void> {
    const isComplete = event.status === 'completed';
    const change: Recorded = { kind: 'recorded', callId: owner.callId, isComplete, ...newsOf(sid, event) };
    const keep = (): Promise<boolean> => this.recordings.record(sid, owner, event);
    // What others are told is the call's first: after a crash in between it is learnt again, whatever the recording has.
    const isTold = change.news !== undefined;
    if (!isTold && !(await keep())) return;
    const stored = await this.events.record(change, isTold ? keep : undefined);
    // The call was erased meanwhile.
    if (!hasChanged(stored.outcome)) await this.removal.markStray(sid, owner);
  }

  /** Stores the callback before it returns: with its call, or where it waits for its call. */
  async accept(callback: TwilioCallback): Promise<ChangeOutcome> {
    const outcome = await this.apply(callback);
    if (outcome === 'unknown') return this.wait(callback);
    if (outcome !== 'mismatched') return outcome;
    // Its SID may be one of a call that nothing is kept of.
    const match = await this.events.findAttempt({ sid: callback.params.CallSid ?? '' });
    if (typeof match === 'object' && 'erasedCallId' in match) return 'erased';
    await this.keep(callback, 'mismatched');
    return outcome;
  }

  /** Gives the callbacks that waited for this SID to its call; also those that a crash kept from it. */
  async attachWaiting(callSid: string): Promise<void> {
    for (const { key, callback } of await this.unmatched.findWaiting(callSid)) {
      const outcome = await this.apply(callback);
      if (outcome !== 'unknown' && outcome !== 'mismatched') await this.unmatched.remove(key);
    }
  }

  private async wait(callback: TwilioCallback): Promise<ChangeOutcome> {
    await this.keep(callback, 'unknown');
    // The SID may have been stored while this callback was being put away: the later of the two attaches it.
    const outcome = await this.apply(callback);
    if (outcome !== 'unknown' && outcome !== 'mismatched') await this.unmatched.remove(callbackKey(callback));
    return outcome;
  }

  private async apply(callback: TwilioCallback): Promise<ChangeOutcome> {
    const { callId, attempt, hasPlan, params, kind } = callback;
    if (!params.CallSid) return 'unknown';
    const ref = { callId, n: attempt ?? 1, sid: params.CallSid, hasPlan };
    return kind === 'recording' ? this.applyRecording(ref, callback) : this.learn(ref, toCallEvent(callback));
  }

  private async applyRecording(ref: AttemptRef, callback: TwilioCallback): Promise<ChangeOutcome> {
    const match = await this.events.findAttempt(ref);
    const { RecordingSid } = callback.params;
    if (typeof match === 'string') return match;
    if ('erasedCallId' in match) {
      const stray = { callId: match.erasedCallId, attempt: ref.n ?? 1, callSid: ref.sid };
      if (RecordingSid) await this.removal.markStray(RecordingSid, stray);
      return 'erased';
    }
    // The call itself keeps what brings its SID, and what names no recording.
    const outcome = match.sid && RecordingSid ? 'applied' : await this.learn(ref, toCallEvent(callback));
    if (RecordingSid && outcome !== 'mismatched') {
      const owner = { callId: match.callId, attempt: match.n, callSid: ref.sid };
      await this.learnRecording(RecordingSid, owner, toRecordingEvent(callback));
    }
    return outcome;
  }

  private keep(callback: TwilioCallback, reason: 'unknown' | 'mismatched'): Promise<void> {
    return this.unmatched.keep({
      key: callbackKey(callback),
      callSid: callback.params.CallSid,
      reason,
      callback,
    });
  }
}
