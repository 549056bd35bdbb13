import { validateSync } from 'class-validator';
import { ConfigurationError } from './configuration-error.js';
import { Environment } from './environment.js';
import { crossProblems, type Surroundings } from './environment-rules.js';
import { declaredVariables, type Variable } from './variable.js';

/** Values as the process has them: text, or not there. */
export type RawValues = Record<string, string | undefined>;

const TWILIO_CREDENTIALS = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM_NUMBER'];

/** Empty text counts as not set. */
const given = (raw: RawValues, name: string): string | undefined => raw[name]?.trim() || undefined;

const computedDefault = (
  variable: Variable,
  raw: RawValues,
  soFar: Partial<Environment>,
): string | undefined => {
  const credentials = TWILIO_CREDENTIALS.every((name) => given(raw, name));
  switch (variable.name) {
    case 'ENVIRONMENT':
      return given(raw, 'NODE_ENV') === 'production' ? 'production' : variable.default;
    case 'TWILIO_MODE':
      return credentials || soFar.environment === 'production' ? 'live' : 'simulator';
    case 'HOST': {
      const mode = given(raw, 'TWILIO_MODE') ?? (credentials ? 'live' : 'simulator');
      return mode === 'live' ? '127.0.0.1' : variable.default;
    }
    case 'BASE_URL':
      // A wrong PORT is one problem, not two.
      return `http://localhost:${URL.canParse(`http://localhost:${soFar.port}`) ? soFar.port : 8000}`;
    default:
      return variable.default;
  }
};

const read = (raw: RawValues): Environment => {
  const environment: Record<string, unknown> = {};
  for (const variable of declaredVariables()) {
    const { name, alias = name } = variable;
    const text = given(raw, name) ?? given(raw, alias) ?? computedDefault(variable, raw, environment);
    if (text !== undefined) environment[variable.property] = variable.parse?.(text) ?? text;
  }
  return Object.assign(new Environment(), environment);
};

const fixOf = ({ fix, fixInProduction = fix }: Variable, { environment }: Environment): string =>
  environment === 'production' ? fixInProduction : fix;

const formatProblems = (environment: Environment): Map<string, string> => {
  const problems = new Map<string, string>();
  const faults = validateSync(environment, { forbidUnknownValues: false });
  for (const { property, constraints = {} } of faults)
    problems.set(property, Object.values(constraints).join(', '));
  return problems;
};

/**
 * Reads and checks every variable at once; `folderProblem` says why a folder cannot be used. What comes back does not change.
 * @throws ConfigurationError with one line for each problem; values never appear in it
 */
export const createEnvironment = (
  raw: RawValues,
  folderProblem: Surroundings['folderProblem'] = () => undefined,
): Environment => {
  const environment = read(raw);
  const isGiven = (name: string): boolean => given(raw, name) !== undefined;
  const rules = new Map([
    ...crossProblems(environment, { isGiven, folderProblem }),
    ...formatProblems(environment),
  ]);
  const lines = declaredVariables()
    .filter(({ property }) => rules.has(property))
    .map((variable) => `${variable.name} ${rules.get(variable.property)}: ${fixOf(variable, environment)}`);
  if (lines.length > 0) throw new ConfigurationError(lines);
  return Object.freeze(environment);
};
