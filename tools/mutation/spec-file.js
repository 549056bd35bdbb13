import { pathToFileURL } from 'node:url';
import { addEventHandler, getState, removeEventHandler, resetState, run, setState } from 'jest-circus';
import { jest } from './jest-globals.js';

/** How long a test may wait that has no limit of its own, in milliseconds: a fault may make it wait for ever. */
const LIMIT = 5_000;

function* testsOf(block) {
  for (const child of block.children) {
    if (child.type === 'test') yield child;
    else yield* testsOf(child);
  }
}

function fullName(test) {
  return test.parent ? `${fullName(test.parent)} ${test.name}`.trimStart() : '';
}

/** A spec file that is read once and played as often as one likes. A test's id is the file's path and its own full name. */
export class SpecFile {
  #state;
  #tests;

  constructor(path) {
    this.path = path;
  }

  async read() {
    resetState();
    getState().testTimeout = LIMIT;
    await import(pathToFileURL(this.path).href);
    this.#state = getState();
    this.#tests = [...testsOf(this.#state.rootDescribeBlock)];
    this.ids = this.#tests.map((test) => this.#idOf(test));
  }

  /**
   * Plays the tests with these ids until one fails; `onTest` is called with the id of each that begins, and with undefined
   * when it is over. Answers those that were played, each with id, milliseconds and errors; and errors that are no test's.
   */
  async play(ids, onTest = () => undefined) {
    const played = [];
    const chosen = new Set(this.#tests.filter((test) => ids.has(this.#idOf(test))));
    for (const test of chosen) test.errors = [];
    setState(Object.assign(this.#state, { unhandledErrors: [] }));
    const follow = ({ name, test }) => {
      if (name === 'test_start') {
        test.mode = chosen.has(test) && !played.at(-1)?.errors.length ? undefined : 'skip';
        onTest(this.#idOf(test));
      }
      if (name === 'test_done' || name === 'test_skip') onTest(undefined);
      if (name === 'test_done') {
        played.push({ id: this.#idOf(test), milliseconds: test.duration, errors: test.errors });
      }
    };
    addEventHandler(follow);
    await run();
    removeEventHandler(follow);
    jest.useRealTimers();
    jest.restoreAllMocks();
    return { played, errors: this.#state.unhandledErrors };
  }

  #idOf(test) {
    return `${this.path} ${fullName(test)}`;
  }
}
