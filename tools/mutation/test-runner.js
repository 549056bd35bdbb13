/**
 * Stryker's way to run the specs: each process reads them once and plays them again and again. With Jest every fault
 * would cost a new reading of Nest, Mongoose and Twilio's library.
 */
import { register } from 'node:module';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import { SpecFile } from './spec-file.js';

/** Where the mutated code looks for the fault that it is to have, and notes what is run. */
const mutated = (globalThis.__stryker__ ??= {});

class TestRunner {
  static inject = tokens(commonTokens.options);
  #files;
  /** By test, in milliseconds, when it was last played. */
  #duration = new Map();
  #strayErrors = [];
  #hasPlayed = false;

  constructor({ testFiles }) {
    this.#files = testFiles.map((path) => new SpecFile(path));
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    register('./hooks.js', import.meta.url);
    // The same cases each time, and the first that fails is enough.
    fc.configureGlobal({ seed: 1, endOnFailure: true });
    process.env.MUTATIONS ??= '500';
    process.env.STORIES ??= '150';
    for (const event of ['uncaughtException', 'unhandledRejection']) {
      process.on(event, (error) => this.#strayErrors.push(error));
    }
    for (const file of this.#files) await file.read();
  }

  async dryRun() {
    const all = new Set(this.#files.flatMap((file) => file.ids));
    const tests = await this.#play(all, (id) => (mutated.currentTestId = id));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: mutated.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    Object.assign(mutated, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    const tests = await this.#play(new Set(testFilter));
    const endless = determineHitLimitReached(mutated.hitCount, hitLimit);
    Object.assign(mutated, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    const result = toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
    if (result.status !== MutantRunStatus.Survived) await this.#endIfSpoiled(tests);
    this.#hasPlayed = true;
    return result;
  }

  /** What an earlier fault has left behind is no failure of this one, which Stryker tries again in a new process. */
  async #endIfSpoiled(tests) {
    if (!this.#hasPlayed) return;
    const failed = tests.filter(({ status }) => status === TestStatus.Failed);
    const again = await this.#play(new Set(failed.map(({ id }) => id)));
    if (again.some(({ status }) => status === TestStatus.Failed)) process.exit(1);
  }

  /** Plays these tests until one fails, those that take long at last. */
  async #play(ids, onTest) {
    const tests = [];
    this.#strayErrors = [];
    for (const file of this.#quickestFirst(ids)) {
      const { played, errors } = await file.play(ids, onTest);
      for (const { id, milliseconds } of played) this.#duration.set(id, milliseconds);
      // Where nobody waits for a promise, it is only now known to have failed.
      await setImmediate();
      tests.push(...played.map((test) => toResult(file, test)));
      const [stray] = [...errors, ...this.#strayErrors];
      if (stray) tests.push(toResult(file, { id: file.ids[0], milliseconds: 0, errors: [stray] }));
      if (tests.some(({ status }) => status === TestStatus.Failed)) break;
    }
    return tests;
  }

  /** The files that have some of these tests. */
  #quickestFirst(ids) {
    const timed = this.#files.map((file) => {
      const chosen = file.ids.filter((id) => ids.has(id));
      const duration = chosen.reduce((sum, id) => sum + (this.#duration.get(id) ?? 0), 0);
      return { file, duration, isChosen: chosen.length > 0 };
    });
    const chosen = timed.filter(({ isChosen }) => isChosen);
    return chosen.toSorted((a, b) => a.duration - b.duration).map(({ file }) => file);
  }
}

function toResult({ path }, { id, milliseconds, errors: [error] }) {
  const result = { id, name: id, fileName: resolve(path), timeSpentMs: milliseconds };
  if (!error) return { ...result, status: TestStatus.Success };
  const [reason] = [error].flat();
  return { ...result, status: TestStatus.Failed, failureMessage: String(reason?.stack ?? reason) };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'atlas', TestRunner)];
