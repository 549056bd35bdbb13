import { cursorsFor } from '../common/cursor.js';

/** The cursors of events and deliveries. */
export const { toCursor, parseCursor } = cursorsFor('[\\w.-]{0,120}', 240);
