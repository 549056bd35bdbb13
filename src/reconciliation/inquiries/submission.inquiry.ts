import { Injectable } from '@nestjs/common';
import type { Finding, Inquiry, Subject } from '../inquiry.js';
import { SubmissionsService } from '../submissions.service.js';

/** What became of a request to dial that got no clear answer. */
@Injectable()
export class SubmissionInquiry implements Inquiry {
  readonly parts = ['submission'] as const;

  constructor(private readonly submissions: SubmissionsService) {}

  async ask({ call, facts, check }: Subject): Promise<Finding> {
    await this.submissions.settle(call, facts.attempt, check);
    return 'answered';
  }
}
