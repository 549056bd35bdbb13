import type { Environment } from './environment.js';
import { isOpen } from './access-mode.js';
import { isLoopbackUrl } from './environment-formats.js';
import { declaredVariables } from './variable.js';

const CREDENTIALS = {
  TWILIO_ACCOUNT_SID: 'twilioAccountSid',
  TWILIO_AUTH_TOKEN: 'twilioAuthToken',
  TWILIO_FROM_NUMBER: 'twilioFromNumber',
} as const;

const API_KEY = {
  TWILIO_API_KEY_SID: 'twilioApiKeySid',
  TWILIO_API_KEY_SECRET: 'twilioApiKeySecret',
} as const;

const OPEN_ID = {
  OIDC_ISSUER: 'oidcIssuer',
  OIDC_CLIENT_ID: 'oidcClientId',
  OIDC_CLIENT_SECRET: 'oidcClientSecret',
} as const;

/** What a rule may ask about the world around the values. */
export interface Surroundings {
  isGiven: (name: string) => boolean;
  /** Why a folder cannot be used, as a rule. */
  folderProblem: (path: string) => string | undefined;
}

type IsGiven = Surroundings['isGiven'];
type Problem = [property: string, rule: string];

const missingInProduction = (environment: Environment, isGiven: IsGiven): Problem[] =>
  environment.environment !== 'production'
    ? []
    : declaredVariables()
        .filter(({ requiredInProduction, name }) => requiredInProduction && !isGiven(name))
        .map(({ property }) => [property, 'is required in production']);

const incompleteCredentials = (environment: Environment, isGiven: IsGiven): Problem[] => {
  const missing = Object.entries(CREDENTIALS).filter(([name]) => !isGiven(name));
  if (missing.length === 0) return [];
  const some = missing.length < 3 || Object.keys(API_KEY).some(isGiven);
  if (!some && environment.twilioMode !== 'live') return [];
  const reason = some
    ? 'is missing while other Twilio credentials are set'
    : 'is required with TWILIO_MODE=live';
  return missing.map(([, property]) => [property, reason]);
};

const incompleteApiKey = (isGiven: IsGiven): Problem[] => {
  const missing = Object.entries(API_KEY).filter(([name]) => !isGiven(name));
  if (missing.length !== 1) return [];
  return missing.map(([, property]) => [property, 'is missing while the other half of the API key is set']);
};

const openIdProblems = ({ environment, oidcIssuer }: Environment, isGiven: IsGiven): Problem[] => {
  const missing = Object.entries(OPEN_ID).filter(([name]) => !isGiven(name));
  if (missing.length < 3 && missing.length > 0)
    return missing.map(([, property]) => [property, 'is missing while other OIDC settings are set']);
  const isPlain = environment === 'production' && oidcIssuer?.startsWith('http:');
  return isPlain ? [['oidcIssuer', 'must be an https URL in production']] : [];
};

const simulatorProblems = (environment: Environment): Problem[] => {
  if (environment.twilioMode !== 'simulator') return [];
  if (environment.environment === 'production')
    return [['twilioMode', 'must not be simulator in production']];
  if (environment.simulatorPort !== environment.port) return [];
  return [['simulatorPort', 'must differ from PORT']];
};

const accessProblems = ({ environment, authDisabled }: Environment): Problem[] =>
  environment === 'production' && authDisabled === 'true'
    ? [['authDisabled', 'must not be true in production']]
    : [];

/** Where Twilio itself is on this machine, production is rehearsed, as by the proof. */
const loopbackProblems = (settings: Environment): Problem[] =>
  settings.environment === 'production' &&
  settings.subscriptionsLoopback === 'on' &&
  !isLoopbackUrl(settings.twilioApiBaseUrl)
    ? [['subscriptionsLoopback', 'must not be on in production']]
    : [];

/** The local database is for trying things out: that it keeps calls to real people is said knowingly. */
const localDatabaseProblems = (environment: Environment): Problem[] =>
  environment.twilioMode !== 'live' ||
  isOpen(environment) ||
  environment.mongoUri ||
  environment.localDatabase === 'allowed'
    ? []
    : [['mongoUri', 'is required where calls are really dialled']];

const copyProblems = (environment: Environment): Problem[] => {
  const { recordingsCopy, recordingsAtTwilio, s3Bucket, s3AccessKeyId, s3SecretAccessKey } = environment;
  const problems: Problem[] = [];
  if (recordingsCopy === 'none' && recordingsAtTwilio === 'delete_after_copy')
    problems.push(['recordingsAtTwilio', 'must be keep where recordings are not copied']);
  if (recordingsCopy === 's3' && !s3Bucket)
    problems.push(['s3Bucket', 'is required with RECORDINGS_COPY=s3']);
  const half = 'is missing while the other half of the access key is set';
  if (s3AccessKeyId && !s3SecretAccessKey) problems.push(['s3SecretAccessKey', half]);
  if (s3SecretAccessKey && !s3AccessKeyId) problems.push(['s3AccessKeyId', half]);
  return problems;
};

/** Production keeps everything in its database. */
const dataDirProblems = (
  { environment, mongoUri, twilioMode, dataDir }: Environment,
  folderProblem: Surroundings['folderProblem'],
): Problem[] => {
  if (environment === 'production' || (mongoUri && twilioMode === 'live')) return [];
  const problem = folderProblem(dataDir);
  return problem ? [['dataDir', problem]] : [];
};

/** The rules that look at more than one variable or at the file system, as pairs of property and rule; later pairs win. */
export const crossProblems = (
  environment: Environment,
  { isGiven, folderProblem }: Surroundings,
): Problem[] => [
  ...incompleteCredentials(environment, isGiven),
  ...incompleteApiKey(isGiven),
  ...localDatabaseProblems(environment),
  ...missingInProduction(environment, isGiven),
  ...openIdProblems(environment, isGiven),
  ...simulatorProblems(environment),
  ...accessProblems(environment),
  ...loopbackProblems(environment),
  ...copyProblems(environment),
  ...dataDirProblems(environment, folderProblem),
];
