import { cursorsFor } from '../../common/cursor.js';

/** The cursors of lists of calls. */
export const { toCursor, parseCursor } = cursorsFor('[0-9a-f-]{36}', 80);
