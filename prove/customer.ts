import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { verifyWebhook } from '@atlas/client';
import { type LocalServer, openLocalServer, textOf } from './local-server.js';
import type { Telling } from './telling.js';
import { between, pick, type Random, randomOf } from './random.js';

/** How a customer's endpoint treats what it is told: mostly it takes it, but not always, and now and then it is out. */
const MOODS = ['take', 'take', 'take', 'slow', 'fail', 'refuse', 'hang', 'cut'] as const;
const SLOW_MS = [500, 4_000] as const;
/** It lasts in each mood for so long, in milliseconds. */
const MOOD_MS = [300, 3_000] as const;

/** An endpoint of a customer, which fails, hangs, is slow and comes back, and writes down all that it has taken. */
export class Customer {
  readonly tellings: Telling[] = [];
  /** Known once it has subscribed. */
  secret = '';
  private isSteady: boolean;
  private mood: (typeof MOODS)[number] = 'take';
  private moodUntil = 0;

  private server?: LocalServer;

  private constructor(
    private readonly random: Random,
    readonly name: string,
    isSteady: boolean,
  ) {
    this.isSteady = isSteady;
  }

  /** One that is steady takes everything at once. */
  static async open(name: string, seed: number, isSteady: boolean): Promise<Customer> {
    const customer = new Customer(randomOf(seed), name, isSteady);
    customer.server = await openLocalServer(
      (request, response) => void customer.hear(request, response).catch(() => undefined),
    );
    return customer;
  }

  get url(): string {
    return `${this.server?.url}/told`;
  }

  /** From now on it takes everything. */
  comeBack(): void {
    this.isSteady = true;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const mood = this.isSteady ? 'take' : this.moodNow();
    if (mood === 'hang') return;
    if (mood === 'cut') return void request.socket.destroy();
    if (mood === 'slow') await wait(between(this.random, ...SLOW_MS));
    if (mood === 'fail' || mood === 'refuse')
      return void response.writeHead(mood === 'fail' ? 500 : 429, { 'retry-after': '1' }).end();
    this.take(request, body);
    response.writeHead(204).end();
  }

  private take({ headers }: IncomingMessage, body: string): void {
    const { type, data } = JSON.parse(body) as { type: string; data: Telling['data'] };
    this.tellings.push({
      to: this.name,
      id: String(headers['webhook-id']),
      type,
      data,
      body,
      isSigned: this.isSigned(body, headers as Record<string, string>),
    });
  }

  private isSigned(body: string, headers: Record<string, string>): boolean {
    try {
      verifyWebhook(body, headers, this.secret);
      return true;
    } catch {
      return false;
    }
  }

  private moodNow(): (typeof MOODS)[number] {
    if (Date.now() > this.moodUntil) {
      this.mood = pick(this.random, MOODS);
      this.moodUntil = Date.now() + between(this.random, ...MOOD_MS);
    }
    return this.mood;
  }
}
