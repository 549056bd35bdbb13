import type { Ending, Line } from '../calls/line.js';
import type { Actor, Gathered, GatherTerms, Heard, RecordTerms } from './actor.js';
import { speechMs } from './speech.js';

const KEY_PRESS_MS = 500;

const endingOf = {
  busy: { status: 'busy', sipCode: 486, reason: 'The callee is busy' },
  fails: { status: 'failed', sipCode: 404, reason: 'The call could not be completed' },
  canceled: { status: 'canceled', sipCode: 487, reason: 'The network canceled the call' },
} as const;

/** Thrown out of a wait when a person takes over. */
export class TakenOver extends Error {}

async function wait(line: Line, ms: number): Promise<void> {
  const { takeover } = line;
  await line.wait(ms, takeover);
  if (takeover.aborted) throw new TakenOver();
}

/** Behaves as the table, or the control API, says. */
export class ScriptedActor implements Actor {
  async pickUp(line: Line, timeoutMs: number): Promise<boolean> {
    const { outcome, ringSeconds } = line.call.callee;
    const ringMs = ringSeconds * 1000;
    if (outcome === 'no-answer' || ringMs > timeoutMs) {
      await wait(line, timeoutMs);
      return false;
    }
    await wait(line, ringMs);
    if (outcome !== 'answers') this.end(line, outcome);
    return true;
  }

  async record(line: Line, terms: RecordTerms): Promise<Heard> {
    const { message } = line.call.callee;
    const spokenMs = speechMs(message);
    if (spokenMs >= terms.maxLengthMs) {
      await wait(line, terms.maxLengthMs);
      return { text: message, seconds: terms.maxLengthMs / 1000, endedBy: 'max-length' };
    }
    await wait(line, spokenMs);
    await wait(line, Math.min(terms.silenceMs, terms.maxLengthMs - spokenMs));
    return { text: message, seconds: spokenMs / 1000, endedBy: 'silence' };
  }

  cutOff(line: Line, since: Date): Heard {
    const { message } = line.call.callee;
    const seconds = (line.call.clock.now().getTime() - since.getTime()) / 1000;
    return { text: message, seconds: message === '' ? 0 : seconds, endedBy: 'hang-up' };
  }

  async gather(line: Line, terms: GatherTerms): Promise<Gathered> {
    const { keys, speech } = line.call.callee;
    if (keys !== '' && terms.listensFor.has('dtmf')) return this.press(line, keys, terms);
    if (speech !== '' && terms.listensFor.has('speech')) {
      await wait(line, speechMs(speech));
      line.tell('heard', speech);
      return { speech };
    }
    await wait(line, terms.timeoutMs);
    return {};
  }

  private async press(line: Line, keys: string, terms: GatherTerms): Promise<Gathered> {
    let digits = '';
    for (const key of keys) {
      await wait(line, KEY_PRESS_MS);
      line.tell('pressed', key);
      if (terms.finishOnKey.includes(key)) return { digits, finishedWithKey: key };
      digits += key;
      if (digits.length === terms.numDigits) return { digits };
    }
    await wait(line, terms.timeoutMs);
    return { digits };
  }

  private end(line: Line, outcome: keyof typeof endingOf): void {
    const usual = endingOf[outcome];
    const ending: Ending = { ...usual, sipCode: line.call.callee.sipCode ?? usual.sipCode, by: 'network' };
    line.cut(ending);
    line.check();
  }
}
