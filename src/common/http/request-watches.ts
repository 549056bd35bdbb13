import type { RequestHandler, Request, Response } from 'express';

/** A request that is over: answered, or left by its client. */
export interface Answered {
  request: Request;
  response: Response;
  ms: number;
  /** False where the client left before it had the whole answer. */
  isWhole: boolean;
}

/** Tells whoever wants to know of every request, also of those that are refused before any route. */
export class RequestWatches {
  private readonly watches = new Set<(answered: Answered) => void>();

  /** The watch is told of each request once it is over; it is to be quick, and never to fail. */
  add(watch: (answered: Answered) => void): void {
    this.watches.add(watch);
  }

  readonly middleware: RequestHandler = (request, response, next) => {
    const since = performance.now();
    response.once('close', () => {
      const answered = {
        request,
        response,
        ms: performance.now() - since,
        isWhole: response.writableFinished,
      };
      for (const watch of this.watches) watch(answered);
    });
    next();
  };
}
