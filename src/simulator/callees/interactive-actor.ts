import type { Line } from '../calls/line.js';
import type { Actor, Gathered, GatherTerms, Heard, RecordTerms } from './actor.js';
import type { Inbox } from './inbox.js';
import { speechMs } from './speech.js';
import { Utterance } from './utterance.js';

/** How long somebody who is about to speak is waited for. */
const ABOUT_TO_SPEAK_MS = 60_000;

/** Does what a person commands over the control API. */
export class InteractiveActor implements Actor {
  private utterance = new Utterance();

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
    const utterance = new Utterance();
    this.utterance = utterance;
    let patienceMs = terms.silenceMs;
    while (utterance.ms < terms.maxLengthMs) {
      const command = await this.inbox.next(line, Math.min(patienceMs, terms.maxLengthMs - utterance.ms));
      if (!command) return utterance.heard('silence');
      patienceMs = Math.max(terms.silenceMs, command.command === 'start_speaking' ? ABOUT_TO_SPEAK_MS : 0);
      if (command.command === 'sound') utterance.hear(command.pcm, command.text);
      if (command.command === 'say') {
        utterance.type(command.text);
        await this.speak(line, command.text);
      }
      const key = command.command === 'press' ? this.press(line, command.keys, terms.finishOnKey) : undefined;
      if (key !== undefined) return utterance.heard('key', key);
    }
    return { ...utterance.heard('max-length'), seconds: terms.maxLengthMs / 1000 };
  }

  /** What it said into a recording whose line has ended. */
  cutOff(): Heard {
    return this.utterance.heard('hang-up');
  }

  async gather(line: Line, terms: GatherTerms): Promise<Gathered> {
    let digits = '';
    let patienceMs = terms.timeoutMs;
    for (;;) {
      const command = await this.inbox.next(line, patienceMs);
      if (!command) return { digits };
      patienceMs = Math.max(terms.timeoutMs, command.command === 'start_speaking' ? ABOUT_TO_SPEAK_MS : 0);
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

  private async speak(line: Line, text: string): Promise<void> {
    const ms = speechMs(text);
    line.tell('heard', text, ms / 1000);
    await line.wait(ms);
  }

  /** The first of the keys that ends the recording. */
  private press(line: Line, keys: string, finishOnKey: string): string | undefined {
    line.tell('pressed', keys);
    return Array.from(keys).find((key) => finishOnKey.includes(key));
  }
}
