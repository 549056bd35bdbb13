import { Injectable } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { Environment } from '../config/environment.js';
import { AuditRepository } from './audit.repository.js';
import { ChainService } from './chain.service.js';
import { cutsIn, type Entry, type Head, headOf } from './entry.js';

const DAY_MS = 86_400_000;
const MOST_AT_ONCE = 500;

/** Removes what is older than AUDIT_RETENTION_DAYS. An anchor first names up to where: what is left is still proved. */
@Injectable()
export class RetentionService {
  private readonly keptMs: number;

  constructor(
    private readonly audit: AuditRepository,
    private readonly chain: ChainService,
    private readonly clock: Clock,
    { auditRetentionDays }: Environment,
  ) {
    this.keptMs = auditRetentionDays * DAY_MS;
  }

  /** Before that nothing has to be there. What the host's clock or the database's calls young is kept: one may be wrong. */
  async oldestKept(): Promise<Date> {
    const now = (await this.audit.now()).getTime();
    return new Date(Math.min(now, this.clock.wall()) - this.keptMs);
  }

  /** Step by step, until nothing is left that is too old, or the signal is aborted. Two instances may both do it. */
  async removeOld(stopping?: AbortSignal): Promise<void> {
    const before = await this.oldestKept();
    // Chains that begin with what is young: an old entry further on was written by a clock that was wrong.
    const young: string[] = [];
    while (!stopping?.aborted) {
      const oldest = await this.audit.findOlder(before, young);
      if (!oldest) return;
      if (!(await this.removeSome(oldest.chain, before))) young.push(oldest.chain);
    }
  }

  private async removeSome(chain: string, before: Date): Promise<boolean> {
    const first = await this.audit.findBeginning(chain, MOST_AT_ONCE);
    const kept = first.findIndex(({ at }) => at >= before);
    const removed = kept < 0 ? first : first.slice(0, kept);
    const last = removed.at(-1);
    if (!last) return false;
    await this.chain.append({
      kind: 'anchor',
      why: 'cut',
      heads: [headOf(last), ...(await this.stillNeeded(removed, chain))],
    });
    await this.audit.cut(headOf(last));
    return true;
  }

  /** The cuts that the removed entries told of, as far as their chains go on after them. */
  private async stillNeeded(removed: Entry[], chain: string): Promise<Head[]> {
    const told = cutsIn(removed).filter((head) => head.chain !== chain);
    const needed: Head[] = [];
    for (const head of new Map(told.map((each) => [each.chain, each])).values())
      if (await this.audit.findHead(head.chain, head.seq + 1)) needed.push(head);
    return needed;
  }
}
