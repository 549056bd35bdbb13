import http from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';

export interface ReceivedWebhook {
  path: string;
  method: string;
  headers: http.IncomingHttpHeaders;
  /** Form fields, or the query's of a GET. */
  params: Record<string, string>;
  isSigned: boolean;
}

export type Answer = {
  status?: number;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
  delayMs?: number;
};
type Answerer = (webhook: ReceivedWebhook) => Answer | Promise<Answer>;

/** A customer's web server: answers as told, and checks each signature with the SDK's own validator. */
export class Customer {
  readonly received: ReceivedWebhook[] = [];
  url = '';
  private readonly server = http.createServer((request, response) => void this.handle(request, response));
  private readonly answers = new Map<string, Answerer>();

  constructor(private readonly authToken: () => string) {}

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Sets what a path is answered with; 200 and no body otherwise. */
  on(path: string, answer: Answer | Answerer): void {
    this.answers.set(path, typeof answer === 'function' ? answer : () => answer);
  }

  onTwiml(path: string, inside: string): void {
    this.on(path, {
      type: 'text/xml',
      body: `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`,
    });
  }

  to(path: string): ReceivedWebhook[] {
    return this.received.filter((webhook) => webhook.path === path);
  }

  forget(): void {
    this.received.length = 0;
    this.answers.clear();
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const asked = new URL(request.url ?? '/', this.url);
    const isPost = request.method === 'POST';
    const form = Object.fromEntries(new URLSearchParams(body));
    const signature = String(request.headers['x-twilio-signature']);
    const webhook: ReceivedWebhook = {
      path: asked.pathname,
      method: request.method ?? '',
      headers: request.headers,
      params: isPost ? form : Object.fromEntries(asked.searchParams),
      isSigned: twilio.validateRequest(
        this.authToken(),
        signature,
        this.url + request.url,
        isPost ? form : {},
      ),
    };
    this.received.push(webhook);
    const answer = (await this.answers.get(asked.pathname)?.(webhook)) ?? {};
    if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    response.writeHead(answer.status ?? 200, {
      'content-type': answer.type ?? 'text/plain',
      ...answer.headers,
    });
    response.end(answer.body ?? '');
  }
}
