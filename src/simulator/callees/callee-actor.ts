import type { Line } from '../calls/line.js';
import type { Actor, Gathered, GatherTerms, Heard, RecordTerms } from './actor.js';
import { Inbox } from './inbox.js';
import { InteractiveActor } from './interactive-actor.js';
import { ScriptedActor, TakenOver } from './scripted-actor.js';

/** Plays the callee as it is at each moment: by its settings, or by a person's commands. */
export class CalleeActor implements Actor {
  readonly inbox = new Inbox();
  private readonly scripted = new ScriptedActor();
  private readonly interactive = new InteractiveActor(this.inbox);

  pickUp(line: Line, timeoutMs: number): Promise<boolean> {
    const until = line.call.clock.now().getTime() + timeoutMs;
    const left = (): number => until - line.call.clock.now().getTime();
    return this.play(line, (actor) => actor.pickUp(line, left()));
  }

  record(line: Line, terms: RecordTerms): Promise<Heard> {
    return this.listening(line, 'message', (actor) => actor.record(line, terms));
  }

  cutOff(line: Line, since: Date): Heard {
    const actor = line.call.callee.interactive ? this.interactive : this.scripted;
    return actor.cutOff(line, since);
  }

  gather(line: Line, terms: GatherTerms): Promise<Gathered> {
    const what = [...terms.listensFor].map((each) => (each === 'dtmf' ? 'keys' : 'words')).join(' or ');
    return this.listening(line, what, (actor) => actor.gather(line, terms));
  }

  private async listening<T>(line: Line, what: string, part: (actor: Actor) => Promise<T>): Promise<T> {
    line.listensFor(what);
    try {
      return await this.play(line, part);
    } finally {
      line.listensFor(null);
    }
  }

  /** A person may take over in the middle; the part is then played anew, by the person. */
  private async play<T>(line: Line, part: (actor: Actor) => Promise<T>): Promise<T> {
    if (line.call.callee.interactive) return part(this.interactive);
    try {
      return await part(this.scripted);
    } catch (error) {
      if (error instanceof TakenOver) return part(this.interactive);
      throw error;
    }
  }
}
