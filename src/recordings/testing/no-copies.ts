import type { CopyRemovalService } from '../copies/copy-removal.service.js';

/** Where nothing was copied. */
export const noCopies = { remove: async () => undefined } as unknown as CopyRemovalService;
