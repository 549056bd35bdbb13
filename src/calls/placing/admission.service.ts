import { Injectable } from '@nestjs/common';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { currentTrace } from '../../tracing/tracing.js';
import { UsersService } from '../../users/users.service.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import { firstWait } from '../queue/first-wait.js';
import { type Call, type CallRequest, newQueuedCall } from '../model/call.js';

/** A call that is stored so much later than its client asked for it is not taken. */
const STORING_MS = 10_000;

/** A call that may be stored, and the id of its user, or the handle while there is no such user. */
export interface Admitted {
  call: Call;
  userId: string;
}

/** Makes the call that a request asks for, unless a rule forbids it. Whatever can fail does so before it is stored. */
@Injectable()
export class AdmissionService {
  constructor(
    private readonly users: UsersService,
    private readonly attempts: AttemptsService,
    private readonly planClock: PlanClock,
  ) {}

  /** Without an id its client cannot ask for it again. Throws CallNotAllowedError. */
  async admit(request: CallRequest, id?: string): Promise<Admitted> {
    const user = await this.users.findByHandle(request.userExternalId);
    const now = this.planClock.now();
    const storeBy = id === undefined ? this.storeBy() : undefined;
    const call = newQueuedCall(request, firstWait(request.plan, now), {
      id,
      now,
      storeBy,
      trace: currentTrace(),
    });
    await this.attempts.admit(call);
    return { call, userId: user?.id ?? call.userExternalId };
  }

  private storeBy(): Date | undefined {
    const now = this.planClock.byDatabase();
    return now ? new Date(now.getTime() + STORING_MS) : undefined;
  }
}
