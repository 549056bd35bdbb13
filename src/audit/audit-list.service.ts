import { Injectable } from '@nestjs/common';
import type { AuditedAct, AuditFilter, AuditPart, AuditPosition } from './audit-list.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { type Begun, type Ended, type Entry, idOf, type Link } from './entry.js';

/** A part of the acts that a filter lets through, newest first; `next` is null where nothing follows. */
export interface AuditList {
  pageSize: number;
  data: AuditedAct[];
  next: AuditPosition | null;
}

/** Reads the audit log. */
@Injectable()
export class AuditListService {
  constructor(
    private readonly repository: AuditRepository,
    private readonly audit: AuditService,
  ) {}

  /** `resource` is type and id, or what was given in place of an id. */
  async find({ resource, ...filter }: AuditFilter, part: AuditPart): Promise<AuditList> {
    const { pageSize } = part;
    const found = await this.repository.find(
      { ...filter, ...(resource !== undefined && { resource: this.asStored(resource) }) },
      { ...part, pageSize: pageSize + 1 },
    );
    const shown = found.slice(0, pageSize);
    const last = found.length > pageSize ? shown.at(-1) : undefined;
    return { pageSize, data: await this.pair(shown), next: last ? { at: last.at, id: idOf(last) } : null };
  }

  private asStored(resource: string): string {
    const [type = '', ...id] = resource.split(':');
    return id.join(':').startsWith('hash-') ? resource : this.audit.resource(type, id.join(':'));
  }

  /** Each act with its end, whichever of the two was found. */
  private async pair(found: Entry[]): Promise<AuditedAct[]> {
    const ids = found.map((entry) => (entry.kind === 'ended' ? entry.of : `${idOf(entry)}:end`));
    const others = new Map((await this.repository.findByIds(ids)).map((entry) => [idOf(entry), entry]));
    return found.flatMap((entry, place) => {
      const other = others.get(ids[place] ?? '');
      const [begun, ended] = entry.kind === 'ended' ? [other, entry] : [entry, other];
      return begun && isBegun(begun)
        ? [{ id: idOf(begun), begun, ...(ended && isEnded(ended) && { ended }) }]
        : [];
    });
  }
}

const isBegun = (entry: Entry): entry is Link & Begun => entry.kind === 'begun';
const isEnded = (entry: Entry): entry is Link & Ended => entry.kind === 'ended';
