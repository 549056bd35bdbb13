import { NestFactory } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Connection } from 'mongoose';
import { RootModule } from '../../src/app.root.module.js';
import { APP_OPTIONS, setupApp } from '../../src/app.setup.js';
import { startLogger } from '../../src/common/logging/start-logger.js';
import { stopOnSignals } from '../../src/common/process/stop-on-signals.js';
import { loadEnvironment } from '../../src/config/load-environment.js';
import { GateService } from '../../src/dispatch/gate.service.js';
import { TwilioRequestClient } from '../../src/twilio/twilio-request-client.js';
import { now, type Written } from './arrivals.js';
import { CommandMeter, type Metered } from './command-meter.js';

/** What an instance tells the bench. */
export interface InstanceTold {
  /** All that it wrote, the first first. */
  written: Written[];
  /** What the meter has read since it was turned on last. */
  metered: Metered[];
}

/** Asks Twilio for the last callback of each call only: at high rates the others would be what is measured. */
function askForCompletedOnly(): void {
  const { prototype } = TwilioRequestClient;
  const request = Reflect.get(prototype, 'request') as TwilioRequestClient['request'];
  prototype.request = function (options) {
    const data = options.data as Record<string, unknown> | undefined;
    if (data?.StatusCallbackEvent) data.StatusCallbackEvent = ['completed'];
    return request.call(this, options);
  };
}

/** Notes when each request to dial is written, and since when it was ready to be. */
function noteWrites(gate: GateService): Written[] {
  const written: Written[] = [];
  const pass = gate.pass.bind(gate);
  gate.pass = (launching, connection, onSend) => {
    const readyAt = now();
    const send = (): void => {
      written.push({ callId: launching.call.id, readyAt, at: now() });
      connection.send();
    };
    return pass(launching, { send, isAlive: () => connection.isAlive() }, onSend);
  };
  return written;
}

/** Answers `GET /bench` with what it tells; `?meter=on` and `?meter=off` turn the meter. */
function tellAtBench(app: NestExpressApplication): void {
  const written = noteWrites(app.get(GateService));
  const meter = new CommandMeter(app.get<Connection>(getConnectionToken()).getClient());
  app.use('/bench', ({ url }: { url: string }, response: { json(told: InstanceTold): void }) => {
    if (url.includes('meter=')) meter.turn(url.endsWith('on'));
    response.json({ written, metered: meter.metered });
  });
}

const create = (): Promise<NestExpressApplication> => {
  const logger = startLogger(loadEnvironment());
  return NestFactory.create<NestExpressApplication>(RootModule, { ...APP_OPTIONS, logger });
};

/** Atlas as src/main.ts starts it, and others beside it that nobody asks: `node instance.js all|completed-only [OTHERS]`. */
async function start(callbacks?: string, others = 0): Promise<void> {
  if (callbacks === 'completed-only') askForCompletedOnly();
  for (let n = 1; n <= others; n += 1) await (await create()).init();
  const app = await create();
  const { port, host } = loadEnvironment();
  tellAtBench(app);
  setupApp(app);
  stopOnSignals(() => app);
  await app.listen(port, host);
}

await start(process.argv[2], Number(process.argv[3] ?? 0));
