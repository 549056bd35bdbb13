import { type AtlasClient, inTurn } from './atlas-client.js';
import { Customer } from './customer.js';
import type { AtlasCall } from './evidence.js';
import { pause } from './pause.js';
import type { Progress } from './progress.js';
import type { Telling } from './telling.js';
import { tellingRows } from './telling-rows.js';

/** By then every instance knows of a new endpoint, whatever it knew before. */
const KNOWN_WITHIN_MS = 10_500;
const LOOK_EVERY_MS = 1_000;
/** How long is waited for what does not come. */
const PATIENCE_MS = 60_000;

/** Who is told of the calls: one who always listens, and one who does not. */
export class Customers {
  private readonly ids = new Map<Customer, string>();

  private constructor(
    private readonly all: Customer[],
    private readonly clients: AtlasClient[],
  ) {}

  static async open(clients: AtlasClient[], seed: number): Promise<Customers> {
    const all = [await Customer.open('steady', seed, true), await Customer.open('moody', seed, false)];
    const customers = new Customers(all, clients);
    for (const customer of all) {
      const { id, secret } = await inTurn(clients, 0).subscribe(customer.url);
      customer.secret = secret;
      customers.ids.set(customer, id);
    }
    await pause(KNOWN_WITHIN_MS);
    return customers;
  }

  /**
   * Those who did not listen do now: what they have missed is sent again, until all is told of these calls, or nothing
   * more comes. Answers what they were told.
   */
  async hearAll(calls: AtlasCall[], progress: Progress, signal: AbortSignal): Promise<Telling[]> {
    for (const each of this.all) each.comeBack();
    let left = calls.length;
    progress.phase('telling', () => `${left} changes not told`);
    let [told, movedAt] = [-1, Date.now()];
    for (let turn = 0; !signal.aborted && Date.now() - movedAt < PATIENCE_MS; turn += 1) {
      const tellings = this.all.flatMap((each) => each.tellings);
      const [untold] = tellingRows({ calls, tellings });
      left = untold?.violations.length ?? 0;
      if (left === 0) return tellings;
      if (tellings.length > told) [told, movedAt] = [tellings.length, Date.now()];
      await this.sendAgain(turn);
      await pause(LOOK_EVERY_MS, signal);
    }
    return this.all.flatMap((each) => each.tellings);
  }

  /** An instance that does not answer just now is asked in the next turn. */
  private async sendAgain(turn: number): Promise<void> {
    for (const id of this.ids.values())
      await inTurn(this.clients, turn)
        .sendAgain(id)
        .catch(() => undefined);
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((each) => each.close()));
  }
}
