import { Injectable } from '@nestjs/common';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { AuditRepository, type OpenChain } from './audit.repository.js';
import { type Entry, type Head, headOf } from './entry.js';

/** A chain that runs has an anchor of its own each hour: one that is silent for longer has ended. */
const ENDED_AFTER_MS = 2 * 3_600_000;

/** The heads of chains, and which of these chains will not go on. */
export interface FoundHeads {
  heads: Head[];
  ended: string[];
}

const hasClosed = (entry: Entry | null): boolean => entry?.kind === 'anchor' && entry.why === 'closed';

/** Knows which chains are still to be named by an anchor: a hint, that nothing is proved by. */
@Injectable()
export class HeadsService {
  constructor(
    private readonly audit: AuditRepository,
    private readonly clock: PlanClock,
  ) {}

  /** How far all others have come. */
  async findOthers(own: string): Promise<FoundHeads> {
    const open = (await this.audit.findOpenChains()).filter(({ chain }) => chain !== own);
    const found: FoundHeads = { heads: [], ended: [] };
    for (const each of open) {
      const head = await this.audit.findHead(each.chain, each.from);
      if (head) found.heads.push(headOf(head));
      if (hasClosed(head) || this.isSilent(head?.at ?? each.at)) found.ended.push(each.chain);
    }
    return found;
  }

  /** A chain goes on from there. */
  async note({ chain, seq: from }: Pick<Head, 'chain' | 'seq'>): Promise<void> {
    const open: OpenChain = { chain, from, at: this.clock.now() };
    await this.audit.noteOpenChain(open);
  }

  /** An anchor is stored that names the heads of these. */
  forget(ended: string[]): Promise<void> {
    return this.audit.forgetOpenChains(ended);
  }

  private isSilent(since: Date): boolean {
    return since.getTime() < this.clock.now().getTime() - ENDED_AFTER_MS;
  }
}
