import type { Line } from '../calls/line.js';
import type { Actor, Gathered, GatherTerms, Heard, RecordTerms } from './actor.js';
import type { Inbox } from './inbox.js';
import { speechMs } from './speech.js';

/** Does what a person commands over the control API. */
export class InteractiveActor implements Actor {
  constructor(private readonly inbox: Inbox) {}

  async pickUp(line: Line, timeoutMs: number): Promise<boolean> {
    const until = line.call.clock.now().getTime() + timeoutMs;
    for (;;) {
      const left = until - line.call.clock.now().getTime();
      const command = left > 0 ? await this.inbox.next(line, left) : undefined;
      if (!command) return false;
      if (command.command === 'answer') return true;
      if (command.command === 'reject') {
        line.cut({ status: 'busy', sipCode: 486, by: 'callee', reason: 'The callee refused the call' });
        line.check();
      }
    }
  }

  async record(line: Line, terms: RecordTerms): Promise<Heard> {
    const words: string[] = [];
    let spokenMs = 0;
    while (spokenMs < terms.maxLengthMs) {
      const command = await this.inbox.next(line, Math.min(terms.silenceMs, terms.maxLengthMs - spokenMs));
      if (!command) return { text: words.join(' '), seconds: spokenMs / 1000, endedBy: 'silence' };
      if (command.command === 'say') {
        words.push(command.text);
        spokenMs += await this.speak(line, command.text);
      }
      const key = command.command === 'press' ? this.press(line, command.keys, terms.finishOnKey) : undefined;
      if (key !== undefined) return { text: words.join(' '), seconds: spokenMs / 1000, endedBy: 'key', key };
    }
    return { text: words.join(' '), seconds: terms.maxLengthMs / 1000, endedBy: 'max-length' };
  }

  async gather(line: Line, terms: GatherTerms): Promise<Gathered> {
    let digits = '';
    for (;;) {
      const command = await this.inbox.next(line, terms.timeoutMs);
      if (!command) return { digits };
      if (command.command === 'say' && terms.listensFor.has('speech')) {
        await this.speak(line, command.text);
        return { speech: command.text };
      }
      if (command.command !== 'press' || !terms.listensFor.has('dtmf')) continue;
      for (const key of command.keys) {
        line.tell('pressed', key);
        if (terms.finishOnKey !== '' && key === terms.finishOnKey) return { digits, finishedWithKey: key };
        digits += key;
        if (digits.length === terms.numDigits) return { digits };
      }
    }
  }

  private async speak(line: Line, text: string): Promise<number> {
    const ms = speechMs(text);
    line.tell('heard', text, ms / 1000);
    await line.wait(ms);
    return ms;
  }

  /** The first of the keys that ends the recording. */
  private press(line: Line, keys: string, finishOnKey: string): string | undefined {
    line.tell('pressed', keys);
    return Array.from(keys).find((key) => finishOnKey.includes(key));
  }
}
