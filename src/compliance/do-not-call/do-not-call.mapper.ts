import type { DoNotCallEntry } from './do-not-call-entry.js';
import type { DoNotCallDto } from './dto/do-not-call.dto.js';

export const toDoNotCallDto = ({ lastFour, source, note, addedAt }: DoNotCallEntry): DoNotCallDto => ({
  last_four: lastFour,
  source,
  note: note ?? null,
  added_at: addedAt,
});
