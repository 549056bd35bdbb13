import type { Line } from '../calls/line.js';
import type { Actor, Gathered, GatherTerms, Heard, RecordTerms } from './actor.js';
import { Inbox } from './inbox.js';
import { InteractiveActor } from './interactive-actor.js';
import { ScriptedActor } from './scripted-actor.js';

/** Plays the callee as it is at each moment: by its settings, or by a person's commands. */
export class CalleeActor implements Actor {
  readonly inbox = new Inbox();
  private readonly scripted = new ScriptedActor();
  private readonly interactive = new InteractiveActor(this.inbox);

  pickUp(line: Line, timeoutMs: number): Promise<boolean> {
    return this.of(line).pickUp(line, timeoutMs);
  }

  record(line: Line, terms: RecordTerms): Promise<Heard> {
    return this.of(line).record(line, terms);
  }

  gather(line: Line, terms: GatherTerms): Promise<Gathered> {
    return this.of(line).gather(line, terms);
  }

  private of(line: Line): Actor {
    return line.call.callee.interactive ? this.interactive : this.scripted;
  }
}
