import { Injectable } from '@nestjs/common';
import { FeedbackService } from '../../feedback/feedback.service.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { handlesOf } from '../../users/user.js';
import { UsersService } from '../../users/users.service.js';
import type { Call } from '../model/call.js';
import type { CallFilter, CallList, CallListPart } from './call-list.js';
import { CallListRepository } from './call-list.repository.js';
import type { CallDetails } from '../view/calls.service.js';

/** A filter as a client gives it: `user` is a user's id or external id, or the handle of no user. */
export type CallSearch = Omit<CallFilter, 'userHandles'> & { user?: string };

/** Lists calls, newest first. */
@Injectable()
export class CallListService {
  constructor(
    private readonly lists: CallListRepository,
    private readonly recordings: RecordingsService,
    private readonly feedback: FeedbackService,
    private readonly users: UsersService,
  ) {}

  /** The calls that were searched for; those of a user under both of its handles. */
  async search({ user, ...filter }: CallSearch, part: CallListPart): Promise<CallList<CallDetails>> {
    if (user === undefined) return this.find(filter, part);
    const found = await this.users.findByHandle(user);
    return this.find({ ...filter, userHandles: found ? handlesOf(found) : [user] }, part);
  }

  /** Those of the calls made for this user, under its id or its external id. Throws UserNotFoundError. */
  async searchByUser(userId: string, filter: CallFilter, part: CallListPart): Promise<CallList<CallDetails>> {
    const user = await this.users.getById(userId);
    return this.find({ ...filter, userHandles: handlesOf(user) }, part);
  }

  private async find(filter: CallFilter, part: CallListPart): Promise<CallList<CallDetails>> {
    const list = await this.lists.find(filter, part);
    return { ...list, data: await this.detailsOf(list.data) };
  }

  private async detailsOf(calls: Call[]): Promise<CallDetails[]> {
    const callIds = calls.map(({ id }) => id);
    const [users, recordings, feedback] = await Promise.all([
      this.users.findByHandles([...new Set(calls.map(({ userExternalId }) => userExternalId))]),
      this.recordings.findByCallIds(callIds),
      this.feedback.findByCallIds(callIds),
    ]);
    const ids = new Map(users.flatMap((user) => handlesOf(user).map((handle) => [handle, user.id])));
    return calls.map((call) => ({
      call,
      userId: ids.get(call.userExternalId) ?? call.userExternalId,
      recordings: recordings.get(call.id) ?? [],
      feedback: feedback.get(call.id) ?? null,
    }));
  }
}
