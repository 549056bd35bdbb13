import type { Ending, Line } from '../calls/line.js';
import type { Actor, Gathered, GatherTerms, Heard, RecordTerms } from './actor.js';
import { speechMs } from './speech.js';

const KEY_PRESS_MS = 500;

const endingOf = {
  busy: { status: 'busy', sipCode: 486, reason: 'The callee is busy' },
  fails: { status: 'failed', sipCode: 404, reason: 'The call could not be completed' },
  canceled: { status: 'canceled', sipCode: 487, reason: 'The network canceled the call' },
} as const;

/** Behaves as the table, or the control API, says. */
export class ScriptedActor implements Actor {
  async pickUp(line: Line, timeoutMs: number): Promise<boolean> {
    const { outcome, ringSeconds } = line.call.callee;
    const ringMs = ringSeconds * 1000;
    if (outcome === 'no-answer' || ringMs > timeoutMs) {
      await line.wait(timeoutMs);
      return false;
    }
    await line.wait(ringMs);
    if (outcome !== 'answers') this.end(line, outcome);
    return true;
  }

  async record(line: Line, terms: RecordTerms): Promise<Heard> {
    const { message } = line.call.callee;
    const spokenMs = speechMs(message);
    if (spokenMs >= terms.maxLengthMs) {
      await line.wait(terms.maxLengthMs);
      return { text: message, seconds: terms.maxLengthMs / 1000, endedBy: 'max-length' };
    }
    await line.wait(spokenMs);
    await line.wait(Math.min(terms.silenceMs, terms.maxLengthMs - spokenMs));
    return { text: message, seconds: spokenMs / 1000, endedBy: 'silence' };
  }

  async gather(line: Line, terms: GatherTerms): Promise<Gathered> {
    const { keys, speech } = line.call.callee;
    if (keys !== '' && terms.listensFor.has('dtmf')) return this.press(line, keys, terms);
    if (speech !== '' && terms.listensFor.has('speech')) {
      await line.wait(speechMs(speech));
      line.tell('heard', speech);
      return { speech };
    }
    await line.wait(terms.timeoutMs);
    return {};
  }

  private async press(line: Line, keys: string, terms: GatherTerms): Promise<Gathered> {
    let digits = '';
    for (const key of keys) {
      await line.wait(KEY_PRESS_MS);
      line.tell('pressed', key);
      if (terms.finishOnKey.includes(key)) return { digits, finishedWithKey: key };
      digits += key;
      if (digits.length === terms.numDigits) return { digits };
    }
    await line.wait(terms.timeoutMs);
    return { digits };
  }

  private end(line: Line, outcome: keyof typeof endingOf): void {
    const usual = endingOf[outcome];
    const ending: Ending = { ...usual, sipCode: line.call.callee.sipCode ?? usual.sipCode, by: 'network' };
    line.cut(ending);
    line.check();
  }
}
