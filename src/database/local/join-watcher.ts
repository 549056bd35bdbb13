import { createConnection, type Socket } from 'node:net';
import type { DatabaseState } from './database-state.js';
import type { ServerHold } from './server-hold.js';
import { HELD } from './server-watcher.js';

const ANSWER_LIMIT_MS = 2_000;

/** Takes hold of the running server that the state tells of; null when that run is over. */
export async function joinWatcher(state: DatabaseState): Promise<ServerHold | null> {
  const socket = createConnection({ host: '127.0.0.1', port: state.watcherPort });
  // A refused or reset connection is seen by its 'close'.
  socket.on('error', () => undefined);
  socket.write(state.id);
  const closed = new Promise<string>((resolve) => {
    socket.once('close', () => resolve('its watcher closed the connection'));
  });
  const answer = await Promise.race([firstLine(socket), closed.then(() => null)]);
  // Another program may listen on the port by now.
  if (answer !== HELD) {
    socket.destroy();
    return null;
  }
  socket.unref();
  return {
    serverPid: state.serverPid,
    ended: closed,
    release: async () => {
      socket.ref();
      socket.end();
      await closed;
    },
  };
}

function firstLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ANSWER_LIMIT_MS);
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.slice(0, text.indexOf('\n')));
    });
    socket.once('close', () => clearTimeout(timer));
  });
}
