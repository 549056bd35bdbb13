import { createHash, randomUUID } from 'node:crypto';
import { collection } from './database.js';

const entries = collection('audit_entries');
const chain = randomUUID();
let seq = 0;
let prev = '';
let isWriting = false;
const waiting: { content: object; done: (id: string) => void }[] = [];

async function write(): Promise<void> {
  isWriting = true;
  while (waiting.length > 0) {
    const batch = waiting.splice(0);
    const sealed = batch.map(({ content }) => {
      const entry = { ...content, chain, seq, at: new Date(), prev };
      prev = createHash('sha256').update(JSON.stringify(entry)).digest('hex');
      return { _id: `${chain}:${seq++}`, ...entry, hash: prev };
    });
    await entries.insertMany(sealed, { ordered: true });
    for (const [place, { done }] of batch.entries()) done(sealed[place]?._id ?? '');
  }
  isWriting = false;
}

/** Adds to the chain, together with what comes meanwhile; answers the id of the entry. */
export const note = (content: object): Promise<string> =>
  new Promise((done) => {
    waiting.push({ content, done });
    if (!isWriting) void write();
  });
