/** The groups of `.env.example`, in its order. */
export type VariableGroup =
  | 'Server'
  | 'Access'
  | 'Dispatch'
  | 'Calling'
  | 'Database'
  | 'Twilio'
  | 'Subscriptions'
  | 'Retention'
  | 'Recordings'
  | 'Tracing'
  | 'Simulator';

/** What is known of one environment variable: declared once, used by the loader and by `.env.example`. */
export interface VariableOptions {
  name: string;
  /** Another spelling, read where the name is not set. */
  alias?: string;
  group: VariableGroup;
  /** One line for the reader of `.env.example`. */
  description: string;
  /** What to do when the value is missing or wrong; never holds a value that was given. */
  fix: string;
  /** The same for production, where that differs. */
  fixInProduction?: string;
  /** The default as one would write it in the environment; absent when there is none. */
  default?: string;
  /** Shown in place of the default where the default depends on other variables. */
  defaultNote?: string;
  /** A secret: never shown, and looked for in every log line. */
  sensitive?: boolean;
  requiredInProduction?: boolean;
  /** From text to the property's type; a text that cannot be read is returned as it is and fails validation. */
  parse?: (text: string) => unknown;
}

export interface Variable extends VariableOptions {
  /** The property of Environment that holds it. */
  property: string;
}

const declared: Variable[] = [];

/** Declares the environment variable behind a property of Environment. */
export const EnvironmentVariable =
  (options: VariableOptions): PropertyDecorator =>
  (_target, property) => {
    declared.push({ ...options, property: String(property) });
  };

/** Every declared variable, in the order of declaration. */
export const declaredVariables = (): readonly Variable[] => declared;

/** Reads a decimal number without exponent or sign tricks; anything else stays text and fails validation. */
export const parseNumber = (text: string): unknown =>
  /^\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
