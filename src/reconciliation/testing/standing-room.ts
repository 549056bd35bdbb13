import { beforeEach } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { openReconciliationRoom, type ReconciliationRoom } from './reconciliation-room.js';
import { letTimeStandStill } from './standing-time.js';

/** Called once in a spec: a room that is new for each test, in which nothing is logged and time stands still. */
export const roomInStandingTime = (): ReconciliationRoom => {
  const room = {} as ReconciliationRoom;
  letTimeStandStill();
  beforeEach(() => {
    Logger.overrideLogger(false);
    Object.assign(room, openReconciliationRoom());
  });
  return room;
};
