import './environment.js';
import { installerEnvironment } from './program-environment.js';
import { declaredVariables } from './variable.js';

/** The environment for an Atlas of its own, started by this process: `settings` are its only settings. */
export function childEnvironment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const environment = installerEnvironment();
  for (const { name, alias = name } of declaredVariables()) {
    delete environment[name];
    delete environment[alias];
  }
  return { ...environment, ...settings };
}
