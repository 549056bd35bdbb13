const STEP_MS = 100;

/** Asks until the answer is neither false nor undefined, at most this long; answers it. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | false | undefined>,
  withinMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
