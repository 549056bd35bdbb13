import './environment.js';
import { declaredVariables } from './variable.js';

/** The environment for an Atlas of its own, started by this process: this one's, with `settings` as its only settings. */
export function childEnvironment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = { ...process.env };
  const read = declaredVariables().flatMap(({ name, alias = name }) => [name, alias]);
  for (const name of ['NODE_ENV', ...read]) delete inherited[name];
  return { ...inherited, ...settings };
}
