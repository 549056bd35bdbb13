import { Logger } from '@nestjs/common';
import { inContext } from './app.context.js';
import { parseArguments, runWithArguments } from './common/process/program-arguments.js';
import { ConfigurationError } from './config/configuration-error.js';
import type { Environment } from './config/environment.js';
import { loadEnvironment } from './config/load-environment.js';
import { examineDatabase } from './database/examine-database.js';
import { DoctorModule } from './doctor/doctor.module.js';
import { fail, type Finding, linesOf, ok, skip, warn } from './doctor/finding.js';
import { send } from './doctor/probe.js';
import { examineWayIn } from './doctor/way-in.js';
import { lookUpOwnNumber } from './twilio/own-number.js';
import { signUrl } from './twilio/sign-url.js';
import { TwilioAccount } from './twilio/twilio-account.js';
import { TwilioService } from './twilio/twilio.service.js';

const USAGE = [
  'Usage: npm run doctor',
  '',
  'Looks whether Atlas can do its work: its settings, the database, Twilio, and whether what Twilio sends to BASE_URL',
  'comes to this Atlas and is believed. Run it where Atlas runs, with its settings. It changes nothing, shows no secret,',
  'and ends with 1 where something has to be mended.',
].join('\n');

const database = async (environment: Environment): Promise<Finding[]> => {
  try {
    const { description, version, hasChangeStreams, withoutIndexes } = await examineDatabase(environment);
    return [
      ok('Database', `${description}, version ${version}`),
      hasChangeStreams
        ? ok('Change streams', 'it is a replica set')
        : skip('Change streams', 'it is no replica set: open pages hear of other instances a little later'),
      withoutIndexes.length === 0
        ? ok('Indexes', 'they are there, or are made at the first start')
        : fail(
            'Indexes',
            `none on ${withoutIndexes.join(', ')}`,
            'Start Atlas: it makes them, or says why not.',
          ),
    ];
  } catch (error) {
    const { message } = error as Error;
    return [
      fail('Database', message.replace(/\/\/[^@/]*@/g, '//…@'), 'Correct MONGO_URI, or start the database.'),
    ];
  }
};

const twilio = async (account: TwilioAccount, service: TwilioService): Promise<Finding[]> => {
  if (account.mode === 'simulated')
    return [
      ok('Twilio', 'calls are simulated, and need no account'),
      skip('Number', 'calls are simulated: any number will do'),
    ];
  if (!(await service.isHealthy()))
    return [
      fail('Twilio', 'it does not take these credentials', 'Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.'),
      skip('Number', 'without credentials nobody tells'),
    ];
  return [ok('Twilio', 'it answers, and takes the credentials'), await number(account)];
};

const number = async (account: TwilioAccount): Promise<Finding> => {
  try {
    const { isOwned, isVoiceCapable } = await lookUpOwnNumber(account);
    if (!isOwned)
      return warn(
        'Number',
        'TWILIO_FROM_NUMBER is none of this account’s own',
        'Buy it at Twilio, or see that it is a caller id that was verified there.',
      );
    return isVoiceCapable
      ? ok('Number', 'it is the account’s own, and may call')
      : fail('Number', 'TWILIO_FROM_NUMBER cannot call', 'Choose a number of yours that has voice.');
  } catch {
    return skip('Number', 'these credentials may not list the numbers of the account');
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
      send,
    };
    return [
      ...(await twilio(account, context.get(TwilioService, { strict: false }))),
      await examineWayIn({ ...way, sign: (url) => signUrl(authToken, url) }),
    ];
  }).catch((error: unknown) => [fail('Twilio', (error as Error).message, 'See above.')]);
  return [ok('Settings', 'they can be read'), ...(await database(environment)), ...outside];
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
