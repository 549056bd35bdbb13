import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AuditService, type WrittenAct } from '../../audit/audit.service.js';
import { DomainError } from '../../common/domain-error.js';
import { Clock } from '../../common/time/clock.service.js';

const MINUTE_MS = 60_000;
/** The readings of one caller of one recording that are one playing of it. */
const ONE_PLAYING_MS = 30 * MINUTE_MS;
const KNOWN_PLAYINGS = 10_000;
const REFUSED_FROM = 400;
const ACTION = 'recordings.play';

/** Who reads a recording, from where. */
export interface Reading {
  who: string;
  /** Tells one caller from another, also where nobody is known. */
  caller: string;
  recordingSid: string;
  address?: string;
  requestId?: unknown;
}

interface Playing {
  begun: Promise<WrittenAct>;
  isGiven: boolean;
  /** Readings of which nobody knows yet what comes of them. */
  open: number;
}

/** Writes down who was given a recording: once for a playing, however many parts of it a player asks for. */
@Injectable()
export class PlayingsService {
  private readonly playings: LRUCache<string, Playing>;

  constructor(
    private readonly audit: AuditService,
    clock: Clock,
  ) {
    const perf = { now: () => clock.monotonic() };
    this.playings = new LRUCache({ max: KNOWN_PLAYINGS, ttl: ONE_PLAYING_MS, ttlResolution: 0, perf });
  }

  /** Opens it once it is written down that it is read. Throws as `open` does, AuditUnavailableError. */
  async opened<T extends { status: number }>(reading: Reading, open: () => Promise<T>): Promise<T> {
    const key = `${reading.caller} ${reading.recordingSid}`;
    const playing = this.playings.get(key) ?? this.begin(key, reading);
    if (playing.isGiven) return open();
    playing.open += 1;
    try {
      const begun = await playing.begun;
      const opened = await this.first(open, begun, playing);
      await this.answered(playing, begun, opened.status);
      return opened;
    } finally {
      playing.open -= 1;
      if (!playing.isGiven && playing.open === 0) this.playings.delete(key);
    }
  }

  private begin(key: string, { who, recordingSid, address, requestId }: Reading): Playing {
    const begun = this.audit.begin({
      who,
      action: ACTION,
      resource: this.audit.resource('recording', recordingSid),
      ...this.audit.origin({ address, requestId }),
    });
    const playing = { begun, isGiven: false, open: 0 };
    this.playings.set(key, playing);
    return playing;
  }

  private async first<T>(open: () => Promise<T>, begun: WrittenAct, playing: Playing): Promise<T> {
    try {
      return await open();
    } catch (error) {
      const isRefused = error instanceof DomainError && !isOurs(error);
      if (isLast(playing)) await this.audit.end(begun, { outcome: isRefused ? 'refused' : 'failed' });
      throw error;
    }
  }

  private async answered(playing: Playing, begun: WrittenAct, status: number): Promise<void> {
    if (status >= REFUSED_FROM) {
      if (isLast(playing)) await this.audit.end(begun, { outcome: 'refused', status });
      return;
    }
    if (playing.isGiven) return;
    playing.isGiven = true;
    await this.audit.end(begun, { outcome: 'done', status });
  }
}

/** Another part may still be given: then that is what came of it. */
const isLast = ({ isGiven, open }: Playing): boolean => !isGiven && open === 1;

/** No fault of whoever asked. */
const isOurs = ({ kind }: DomainError): boolean =>
  kind === 'unavailable' || kind === 'upstream-timeout' || kind === 'upstream-refused';
