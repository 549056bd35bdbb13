import type { DatabaseServer } from '../servers/database.js';
import { LINES } from './lines.js';
import { type Asking, callsEach, type Cost, measurePeer } from './measure.js';
import { type Peer, PEERS, startPeer } from './peers.js';
import { Profiler } from './profiler.js';
import { seed } from './seed.js';
import { onStage } from './stage.js';

/** What one peer cost in one round. */
export interface PeerCosts {
  costs: Cost[];
  resident: number;
}

/** All peers in one round. */
export type Round = Partial<Record<Peer, PeerCosts>>;

export interface RoundOptions {
  asking: Asking;
  peers: readonly Peer[];
  lines: string[];
  /** A folder for a profile of each line of each peer. */
  profiles?: string;
}

/** Measures each peer alone, with a database server and a Twilio of its own. */
export async function measureRound(
  server: DatabaseServer,
  parent: string,
  n: number,
  options: RoundOptions,
): Promise<Round> {
  const round: Round = {};
  const peers = PEERS.filter((peer) => options.peers.includes(peer));
  // Whoever comes first finds another machine than who comes last.
  for (const peer of n % 2 === 0 ? peers : peers.toReversed())
    round[peer] = await measureOn(server, parent, peer, options);
  return round;
}

const measureOn = (
  server: DatabaseServer,
  parent: string,
  peer: Peer,
  { asking, lines, profiles }: RoundOptions,
): Promise<PeerCosts> =>
  onStage(server, parent, peer, async ({ options, key }) => {
    const { mongoUri, dbName, account } = options;
    const material = { seed: await seed(mongoUri, dbName, account.sid, callsEach(asking)), account, key };
    const profiler = profiles === undefined ? undefined : await Profiler.into(profiles, peer);
    const running = await startPeer(peer, options, profiler?.node);
    try {
      const chosen = LINES.filter(
        ({ name }) => lines.length === 0 || lines.some((part) => name.includes(part)),
      );
      return await measurePeer(running.pid, { ...material, baseUrl: running.url }, asking, chosen, profiler);
    } finally {
      await running.stop();
      await profiler?.end();
    }
  });
