import { Logger } from '@nestjs/common';
import { inContext } from './app.context.js';
import { ALL_INDEXES } from './app.schemas.js';
import { parseArguments, runWithArguments } from './common/process/program-arguments.js';
import { ConfigurationError } from './config/configuration-error.js';
import type { Environment } from './config/environment.js';
import { loadEnvironment } from './config/load-environment.js';
import { examineDatabase } from './database/examine-database.js';
import { accountFindings } from './doctor/account.look.js';
import { databaseFailure, databaseFindings } from './doctor/database.look.js';
import { DoctorModule } from './doctor/doctor.module.js';
import { fail, type Finding, linesOf, ok } from './doctor/finding.js';
import { send } from './doctor/probe.js';
import { storeFindings } from './doctor/store.look.js';
import { examineWayIn } from './doctor/way-in.js';
import { openerOfS3 } from './storage/storage.module.js';
import { signUrl } from './twilio/sign-url.js';
import { TwilioAccount } from './twilio/twilio-account.js';
import { ANY_ADDRESS } from './twilio/webhook.js';

const USAGE = [
  'Usage: npm run doctor',
  '',
  'Looks whether Atlas can do its work: its settings, the database, Twilio, and whether what Twilio sends to BASE_URL',
  'comes to this Atlas and is believed. Run it where Atlas runs, with its settings. It changes nothing, but for a probe in',
  'a store of recordings that it deletes at once, shows no secret, and ends with 1 where something has to be mended.',
].join('\n');

const database = async (environment: Environment): Promise<Finding[]> => {
  try {
    return databaseFindings(await examineDatabase(environment, ALL_INDEXES));
  } catch (error) {
    return [databaseFailure(error as Error)];
  }
};

const localUrl = ({ host, port }: Environment): string =>
  `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;

const examine = async (): Promise<Finding[]> => {
  let environment: Environment;
  try {
    environment = loadEnvironment();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) =>
      fail('Settings', problem, 'Correct it: nothing else is looked at before.'),
    );
  }
  Logger.overrideLogger(false);
  const outside = await inContext(DoctorModule, async (context) => {
    const account = context.get(TwilioAccount, { strict: false });
    const { baseUrl, authToken } = account;
    const way = {
      baseUrl,
      localUrl: localUrl(environment),
      anyAddress: ANY_ADDRESS,
      send,
    };
    return [
      ...(await accountFindings(account)),
      await examineWayIn({ ...way, sign: (url) => signUrl(authToken, url) }),
    ];
  }).catch((error: unknown) => [fail('Twilio', (error as Error).message, 'See above.')]);
  const store = await storeFindings(openerOfS3(environment));
  return [ok('Settings', 'they can be read'), ...(await database(environment)), ...store, ...outside];
};

await runWithArguments(
  USAGE,
  (args) => parseArguments(args, {}),
  async () => {
    const findings = await examine();
    process.stdout.write(`${findings.flatMap(linesOf).join('\n')}\n`);
    return findings.some(({ level }) => level === 'fail') ? 1 : 0;
  },
);
