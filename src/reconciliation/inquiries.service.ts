import { Injectable, Logger } from '@nestjs/common';
import { CallChecksService } from '../calls/checks/call-checks.service.js';
import type { Attempt, Call } from '../calls/model/call.js';
import type { Check } from '../calls/model/call-check.js';
import { statusOf } from '../calls/model/call-event.js';
import { Environment } from '../config/environment.js';
import { RecordingsService } from '../recordings/recordings.service.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { type AttemptFacts, factsOf } from './attempt-facts.js';
import { AllInquiries } from './inquiries/all-inquiries.service.js';
import type { Inquiry } from './inquiry.js';
import { Look } from './look.js';
import { nextCheck, partsToLearn, type PartToLearn } from './parts-to-learn.js';

/** An attempt and what is still to be learnt of it. */
export interface OpenAttempt {
  facts: AttemptFacts;
  parts: PartToLearn[];
}

/** Which parts are asked for, and the claim on the call, which storing an answer must not end. */
export interface Wanted {
  isWanted(part: PartToLearn): boolean;
  /** The attempt whose status is asked for even if it is known. */
  statusOf?: number;
  check?: Check;
  /** Ends the look after the questions that are under way. */
  stopping?: AbortSignal;
}

/** Asks Twilio for all parts of a call that are still to be learnt. One that fails does not stop the others. */
@Injectable()
export class InquiriesService {
  private readonly logger = new Logger('Reconciliation');

  constructor(
    private readonly checks: CallChecksService,
    private readonly recordings: RecordingsService,
    private readonly inquiries: AllInquiries,
    private readonly environment: Environment,
  ) {}

  /** Asks until no wanted part is left; answers the look, and when the next is due. Throws only database errors. */
  async ask(call: Call, wanted: Wanted): Promise<{ look: Look; next: Check | null }> {
    const look = new Look(call);
    for (;;) {
      const open = await this.openAttempts(look.call);
      const due = open.flatMap(({ facts, parts }) =>
        this.inquiriesFor(facts.attempt, parts, wanted, look).map((inquiry) => ({ facts, inquiry })),
      );
      if (due.length === 0 || wanted.stopping?.aborted)
        return { look, next: nextCheck(open.flatMap(({ parts }) => parts)) };
      await Promise.all(due.map(({ facts, inquiry }) => this.askOne(inquiry, facts, wanted, look)));
      look.update(await this.checks.get(call.id));
    }
  }

  private inquiriesFor(attempt: Attempt, parts: PartToLearn[], wanted: Wanted, look: Look): Inquiry[] {
    const { n, sid } = attempt;
    const due = new Set(parts.filter((part) => wanted.isWanted(part)).map(({ part }) => part));
    if (wanted.statusOf === n && sid) due.add('status');
    return this.inquiries.all.filter((inquiry) =>
      inquiry.parts.some((part) => due.has(part) && !look.hasAsked(attempt, part)),
    );
  }

  private async askOne(inquiry: Inquiry, facts: AttemptFacts, wanted: Wanted, look: Look): Promise<void> {
    const [first] = inquiry.parts;
    const { n, asked } = facts.attempt;
    const before = first && asked?.[first];
    const subject = { call: look.call, facts, asked: before, check: wanted.check };
    const finding = await inquiry.ask(subject).catch((error: unknown) => {
      this.tell(look.call, inquiry, error);
      look.failures.push(...inquiry.parts.map((part) => ({ n, part, error })));
      // What our own end has cut off says nothing of Twilio: it stays due, for another instance.
      return wanted.stopping?.aborted ? null : ('in-vain' as const);
    });
    if (finding === null) return;
    for (const part of inquiry.parts) look.note(facts.attempt, part, finding);
  }

  private async openAttempts(call: Call): Promise<OpenAttempt[]> {
    // What is learnt of it would not be kept.
    if (call.erasedAt) return [];
    const mayBeRecorded =
      call.recordingEnabled && call.attempts.some((each) => statusOf(each) === 'completed');
    const recordings = mayBeRecorded ? (await this.recordings.findByCallIds([call.id])).get(call.id) : [];
    return call.attempts.map((attempt) => {
      const facts = factsOf(call, attempt, recordings ?? []);
      return { facts, parts: partsToLearn(facts, this.environment.reconcileAfterSeconds) };
    });
  }

  private tell({ id }: Call, { parts }: Inquiry, error: unknown): void {
    const what = `Call ${id}: Twilio was asked in vain for its ${parts.join(' and ')}`;
    if (error instanceof TwilioError) this.logger.warn(`${what}: ${error.reason.code}`);
    else this.logger.error(what, error);
  }
}
