/** A call without a plan is somebody waiting for its answer. */
const PLAIN_PRIORITY = 5;

/** Where calls of one user and priority wait, and when the dispatcher is to look there next. */
export interface Lane {
  id: string;
  priority: number;
  at: Date;
  /** Another one each time that a call is put there. */
  rev: string;
}

/** A lane in which calls wait, and when the first of them becomes due. */
export interface LaneDue {
  lane: string;
  dueAt: Date;
}

/** A lane as the dispatcher leaves it: to be looked at then, or not any more. */
export interface SettledLane {
  id: string;
  /** As it was found: a lane where a call was put meanwhile is left as it is. */
  rev: string;
  at: Date | null;
  /** The term whose leader has it in memory until then. */
  heldBy?: string;
  /** The term whose leader had it in memory: where a call was put there meanwhile, it is to be looked at by then all the same. */
  leftBy?: string;
}

/** Names one holding of a lane: that term's, of the lane as it was then. What is late says nothing of the next one. */
export const holdOf = (term: string, rev: string): string => `${term} ${rev}`;

/** From 0 to 9; 9 is dialled first. */
export const priorityOf = ({ plan }: { plan?: { priority: number } }): number =>
  plan?.priority ?? PLAIN_PRIORITY;

/** The lane of a call: `priority:user`. */
export const laneOf = (call: { plan?: { priority: number }; userExternalId: string }): string =>
  `${priorityOf(call)}:${call.userExternalId}`;

/** From the least to the greatest of them. */
const PRIORITIES = Array.from({ length: 10 }, (_, priority) => priority);

/** Each lane in which calls of this user may wait. */
export const lanesOf = (userExternalId: string): string[] =>
  PRIORITIES.map((priority) => laneOf({ plan: { priority }, userExternalId }));

/** The priority of the calls in a lane. */
export const priorityOfLane = (lane: string): number => Number(lane.slice(0, lane.indexOf(':')));
