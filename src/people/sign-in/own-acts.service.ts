import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import type { Here } from './here.js';

/** What people do about their own way in, as the audit log calls it. */
export type OwnAct =
  | 'sessions.start'
  | 'sessions.end'
  | 'people.redeemLink'
  | 'people.changePassword'
  | 'people.join'
  | 'people.tieSubject'
  | 'people.changeRole';

/** Writes down what people do about their own way in. As long as nobody is known nothing is written. */
@Injectable()
export class OwnActsService {
  constructor(private readonly audit: AuditService) {}

  carryOut<T>(personId: string, action: OwnAct, here: Here, work: () => Promise<T>): Promise<T> {
    const act = { who: `person:${personId}`, action, resource: `person:${personId}` };
    return this.audit.carryOut({ ...act, ...this.audit.origin(here) }, work);
  }

  /** One piece of work that is several acts: it is done once all of them are written down. */
  carryOutAll<T>(personId: string, actions: OwnAct[], here: Here, work: () => Promise<T>): Promise<T> {
    return actions.reduceRight((inner, action) => () => this.carryOut(personId, action, here, inner), work)();
  }
}
