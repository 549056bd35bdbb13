import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { AuditRepository } from './audit.repository.js';
import { type Anchor, type Content, type Entry, type Head, headOf } from './entry.js';
import { HeadsService } from './heads.service.js';
import { beginningOf, seal } from './seal.js';

const MOST_AT_ONCE = 500;
/** Clocks differ by less: one that goes back further was wrong before. */
const SET_RIGHT_MS = 60_000;

interface Waiting {
  content: Content;
  resolve: (entry: Entry) => void;
  reject: (error: unknown) => void;
}

/** The chain of this process. One write is under way at a time; what comes meanwhile is written together by the next. */
@Injectable()
export class ChainService {
  private readonly logger = new Logger('Audit');
  /** Of the chain that is open: the first entry opens one, and a write that failed ends it. */
  private head?: Head;
  private lastAt = 0;
  private waiting: Waiting[] = [];
  private isWriting = false;

  constructor(
    private readonly audit: AuditRepository,
    private readonly heads: HeadsService,
    private readonly planClock: PlanClock,
    private readonly clock: Clock,
  ) {}

  /** Answers the entry once it is stored; where it fails, nobody can tell whether it is. */
  append(content: Content): Promise<Entry> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ content, resolve, reject });
      if (!this.isWriting) void this.write();
    });
  }

  /** Names how far the others have come, and tells the log how far this one has; opens a chain for it, unless it is to end. */
  async anchor(why: Exclude<Anchor['why'], 'cut'>): Promise<void> {
    if (!this.head && why === 'closed') return;
    const { heads, ended } = await this.heads.findOthers(this.head?.chain ?? '');
    const entry = await this.append({ kind: 'anchor', why, heads });
    await this.heads.note(entry);
    await this.heads.forget(ended);
    this.logger.log(`Audit chain ${entry.chain} is at ${entry.seq}: ${entry.hash}`);
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      await this.store(batch).catch((error: unknown) => {
        // Nobody can tell what of it is stored: what follows goes to another chain, which names what it finds of this one.
        this.head = undefined;
        // Those that came meanwhile would wait as long again, and fail the same way.
        for (const { reject } of [...batch, ...this.waiting.splice(0)]) reject(error);
      });
    }
    this.isWriting = false;
  }

  private async store(batch: Waiting[]): Promise<void> {
    let head = this.head ?? (await this.open());
    const entries = batch.map(({ content }) => {
      const entry = seal(head, content, this.now());
      head = headOf(entry);
      return entry;
    });
    await this.audit.append(entries);
    this.head = head;
    for (const [place, entry] of entries.entries()) batch[place]?.resolve(entry);
  }

  private async open(): Promise<Head> {
    await this.learnTime();
    const chain = randomUUID();
    const { heads, ended } = await this.heads.findOthers(chain);
    const entry = seal(beginningOf(chain), { kind: 'anchor', why: 'opened', heads }, this.now());
    // Known before it is there: a chain that nobody knows would never be named.
    await this.heads.note(entry);
    await this.audit.append([entry]);
    await this.heads.forget(ended);
    return headOf(entry);
  }

  /** A command has nobody else who tells it the deployment's time. */
  private async learnTime(): Promise<void> {
    const askedAt = this.clock.monotonic();
    this.planClock.observe(await this.audit.now(), askedAt);
  }

  private now(): Date {
    const now = this.planClock.now().getTime();
    const isBack = now < this.lastAt && now > this.lastAt - SET_RIGHT_MS;
    if (!isBack) this.lastAt = now;
    return new Date(this.lastAt);
  }
}
