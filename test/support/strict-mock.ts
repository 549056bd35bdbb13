import { jest } from '@jest/globals';

type AnyFunction = (...args: never[]) => unknown;

/** The methods of T as jest mocks: plan an answer with `mock.find.mockResolvedValue(…)`. */
export type StrictMock<T> = {
  [K in keyof T as T[K] extends AnyFunction ? K : never]: T[K] extends AnyFunction
    ? jest.MockedFunction<T[K]>
    : never;
} & T;

/** Nest and promises look for these on any object; they are answered with undefined, not with a failure. */
const lookedFor = new Set<string>([
  'then',
  'onModuleInit',
  'onModuleDestroy',
  'onApplicationBootstrap',
  'onApplicationShutdown',
  'beforeApplicationShutdown',
]);

/** A stand-in for T whose every call fails until the test has planned it. */
export function strictMock<T extends object>(name: string): StrictMock<T> {
  const methods = new Map<string, jest.Mock>();
  const methodNamed = (property: string): jest.Mock => {
    const known = methods.get(property);
    if (known) return known;
    const unplanned = jest.fn(() => {
      throw new Error(`Unplanned call of ${name}.${property}`);
    });
    methods.set(property, unplanned);
    return unplanned;
  };
  return new Proxy({} as StrictMock<T>, {
    get: (_target, property) =>
      typeof property === 'symbol' || lookedFor.has(property) ? undefined : methodNamed(property),
  });
}
