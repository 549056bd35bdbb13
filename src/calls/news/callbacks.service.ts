import { Injectable } from '@nestjs/common';
import type { RecordingEvent, RecordingOwner } from '../../recordings/recording.js';
import { toRecordingEvent } from '../../recordings/recording-callback.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { callbackKey, type TwilioCallback } from '../../twilio/twilio-callback.js';
import type { CallEvent } from '../model/call-event.js';
import { isFinal } from '../model/call-status.js';
import { type AttemptRef, CallsRepository, type EventOutcome } from '../model/calls.repository.js';
import { CheckSchedule } from '../model/check-schedule.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { toCallEvent } from './call-callback.js';
import { UnmatchedEventsRepository } from './unmatched-events.repository.js';

/** Takes what Twilio reports, in whatever order it comes, and finds the call that it belongs to. */
@Injectable()
export class CallbacksService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly recordings: RecordingsService,
    private readonly unmatched: UnmatchedEventsRepository,
    private readonly followUps: FollowUpsService,
    private readonly checks: CheckSchedule,
  ) {}

  /** Adds what is known of an attempt; where that brings its SID, what waited for the SID is added too. */
  async learn(
    ref: AttemptRef & { hasPlan?: boolean },
    event: CallEvent,
    checkAt = this.checks.after(event.receivedAt),
  ): Promise<EventOutcome> {
    const outcome = await this.calls.applyEvent(ref, event, checkAt);
    if (outcome === 'adopted') await this.attachWaiting(ref.sid);
    const isNew = outcome === 'adopted' || outcome === 'applied';
    const mayFollow = ref.hasPlan !== false && event.status !== undefined && isFinal(event.status);
    if (isNew && mayFollow) await this.followUps.after(ref.callId ?? ref.sid);
    return outcome;
  }

  /** Adds what is known of a recording; the same event twice changes nothing, and mends what a crash left undone. */
  async learnRecording(sid: string, owner: RecordingOwner, event: RecordingEvent): Promise<void> {
    await this.recordings.record(sid, owner, event);
    if (event.status === 'completed') await this.calls.mark({ id: owner.callId }, 'hasRecording');
  }

  /** Stores the callback before it returns: with its call, or where it waits for its call. */
  async accept(callback: TwilioCallback): Promise<EventOutcome> {
    const outcome = await this.apply(callback);
    if (outcome === 'unknown') return this.wait(callback);
    if (outcome === 'mismatched') await this.keep(callback, 'mismatched');
    return outcome;
  }

  /** Gives the callbacks that waited for this SID to its call; also those that a crash kept from it. */
  async attachWaiting(callSid: string): Promise<void> {
    for (const { key, callback } of await this.unmatched.findWaiting(callSid)) {
      const outcome = await this.apply(callback);
      if (outcome !== 'unknown' && outcome !== 'mismatched') await this.unmatched.remove(key);
    }
  }

  private async wait(callback: TwilioCallback): Promise<EventOutcome> {
    await this.keep(callback, 'unknown');
    // The SID may have been stored while this callback was being put away: whoever came second attaches it.
    const outcome = await this.apply(callback);
    if (outcome !== 'unknown' && outcome !== 'mismatched') await this.unmatched.remove(callbackKey(callback));
    return outcome;
  }

  private async apply(callback: TwilioCallback): Promise<EventOutcome> {
    const { callId, attempt, hasPlan, params, kind } = callback;
    if (!params.CallSid) return 'unknown';
    const ref = { callId, n: attempt ?? 1, sid: params.CallSid, hasPlan };
    return kind === 'recording' ? this.applyRecording(ref, callback) : this.learn(ref, toCallEvent(callback));
  }

  private async applyRecording(ref: AttemptRef, callback: TwilioCallback): Promise<EventOutcome> {
    const match = await this.calls.findAttempt(ref);
    if (typeof match === 'string') return match;
    const { RecordingSid } = callback.params;
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
