const ANSWER_WITHIN_MS = 15_000;

/** Who has endpoints told of calls by one instance. */
export class Subscriber {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** Answers the id and the secret of the new subscription. Throws when it is not answered. */
  async subscribe(url: string): Promise<{ id: string; secret: string }> {
    const types = ['call.*', 'attempt.*', 'recording.*', 'transcription.*', 'feedback.*'];
    return (await this.post('/subscriptions', { url, types })) as { id: string; secret: string };
  }

  /** Has what an endpoint has not taken sent again now. Throws when it is not answered. */
  async sendAgain(subscriptionId: string): Promise<void> {
    for (const status of ['pending', 'dead'])
      await this.post(`/subscriptions/${subscriptionId}/replays`, { status });
  }

  private async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!response.ok) throw new Error(`${response.url} was answered ${response.status}`);
    return response.json();
  }
}
