import type { Skeleton } from '../model/skeleton.js';

/** All that tells of a person is taken out of a call that waits no more, as it was found: it is the last change of it. */
export interface Erased {
  kind: 'erased';
  callId: string;
  version: number;
  skeleton: Skeleton;
}
