import { Injectable } from '@nestjs/common';
import { AuditRepository } from './audit.repository.js';
import type { Entry } from './entry.js';
import { RetentionService } from './retention.service.js';
import { cutsOf, namedHeads, type Report, Verification } from './verification.js';

/** Checks every chain, also while Atlas writes. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly audit: AuditRepository,
    private readonly retention: RetentionService,
  ) {}

  async verify(): Promise<Report> {
    const named = namedHeads(await this.anchors(), await this.retention.oldestKept());
    const verification = new Verification(named);
    for await (const { id, entry } of this.audit.readAll()) verification.read(id, entry);
    return verification.report(cutsOf(await this.anchors()));
  }

  private async anchors(): Promise<Entry[]> {
    const found: Entry[] = [];
    for await (const { entry } of this.audit.readAll('anchors')) found.push(entry);
    return found;
  }
}
