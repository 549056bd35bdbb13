import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { boundSlowClients } from '../common/http/connection-bounds.js';
import { parseFaults } from '../config/fault-list.js';
import { MAGIC_FROM_NUMBER } from './account.js';
import { storedCredentials, type ApiKey, type Credentials } from './credentials.js';
import { joinSimulator } from './join-simulator.js';
import { Simulator } from './simulator.js';

const LOOPBACK = '127.0.0.1';
const MAX_CONNECTIONS = 5_000;

export interface SimulatorOptions {
  /** 0 lets the system choose; a simulator that nobody finds again keeps no calls. */
  port: number;
  /** The factor of its clock: 1 is natural. */
  speed: number;
  /** Where the calls are kept, and the credentials when none are given. */
  dataDir: string;
  /** Given together, or neither. */
  accountSid?: string;
  authToken?: string;
  /** Accepted on REST requests beside them. */
  apiKey?: ApiKey;
  /** E.164; Twilio's magic number when not given. */
  fromNumber?: string;
  /** Faults from the start, as SIMULATOR_FAULTS writes them. A simulator that is joined keeps its own. */
  faults?: string;
  log: (line: string) => void;
}

export interface RunningSimulator extends Credentials {
  /** Scheme, host and port, for TWILIO_API_BASE_URL. */
  url: string;
  fromNumber: string;
  /** True when another process runs it; stop() then leaves it alone. */
  joined: boolean;
  stop(): Promise<void>;
}

function credentialsOf({ accountSid, authToken, apiKey, dataDir }: SimulatorOptions): Credentials {
  const account = accountSid && authToken ? { accountSid, authToken } : storedCredentials(dataDir);
  return { ...account, ...(apiKey && { apiKey }) };
}

function listen(simulator: Simulator, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = simulator.app.listen(port, LOOPBACK, (error?: Error) =>
      error ? reject(error) : resolve(server),
    );
    server.maxConnections = MAX_CONNECTIONS;
    boundSlowClients(server);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Starts a simulator of Twilio on the loopback, or joins the one that the port already has when its credentials are
 * the same. Throws an Error that names SIMULATOR_PORT when the port has anything else.
 */
export async function startOrJoinSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const credentials = credentialsOf(options);
  const fromNumber = options.fromNumber ?? MAGIC_FROM_NUMBER;
  const simulator = new Simulator({
    ...credentials,
    fromNumber,
    speed: options.speed,
    faults: parseFaults(options.faults ?? ''),
    log: options.log,
  });
  try {
    const server = await listen(simulator, options.port);
    const url = `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
    simulator.reachedAt(url);
    if (options.port !== 0)
      simulator.keepCallsIn(join(options.dataDir, `simulator-calls-${options.port}.jsonl`));
    options.log(`Twilio simulator on ${url}: calls are simulated, time runs at ${options.speed}x`);
    const stop = async (): Promise<void> => {
      simulator.stop();
      await closeServer(server);
    };
    return { ...credentials, url, fromNumber, joined: false, stop };
  } catch (error) {
    simulator.stop();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const url = `http://${LOOPBACK}:${options.port}`;
    const joined = await joinSimulator(url, options.port, credentials);
    options.log(`Twilio simulator on ${url} joined: calls are simulated`);
    return { ...credentials, url, fromNumber: joined.fromNumber, joined: true, stop: async () => undefined };
  }
}
