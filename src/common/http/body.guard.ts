import { UnsupportedMediaTypeException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { json, raw, type Request, type RequestHandler, type Response } from 'express';
import { refuseOtherThanUtf8, refuseTooLarge, toBodyError } from './body-errors.js';
import { BODY_LIMIT } from './body-limit.decorator.js';
import { hasBody, isJson, isWebhook } from './media-type.js';

const USUAL_LIMIT = 100 * 1024;

type WithRawBody = Request & { rawBody?: Buffer };

const verify = (request: object, _response: unknown, bytes: Buffer): void => {
  (request as WithRawBody).rawBody = bytes;
};

const stepsFor = (limit: number, webhookLimit: number): RequestHandler[] => [
  refuseTooLarge(limit),
  raw({ type: isWebhook, limit: webhookLimit, verify }),
  json({
    type: (request) => isJson(request) && !isWebhook(request),
    limit,
    strict: false,
    verify,
  }),
  refuseOtherThanUtf8,
];

const take = (steps: RequestHandler[], request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    const takeFrom = (n: number): void => {
      const step = steps[n];
      if (!step) return resolve();
      void step(request, response, (error?: unknown) =>
        error === undefined ? takeFrom(n + 1) : reject(error as Error),
      );
    };
    takeFrom(0);
  });

const isBare = ({ headers }: Request): boolean =>
  headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;

/**
 * Reads the body, once it is known who asks: a stranger's bytes are not looked at. JSON routes take JSON only, for a
 * form would be read as an empty body; webhooks get their bytes as they came.
 */
export class BodyGuard implements CanActivate {
  /** By how many bytes a body may have. */
  private readonly steps = new Map<number, RequestHandler[]>();

  /** `webhookLimit`: how many bytes a webhook may have. */
  constructor(private readonly webhookLimit: number) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (isBare(request)) return true;
    const said = Reflect.getMetadata(BODY_LIMIT, context.getHandler()) as number | undefined;
    return this.read(request, http.getResponse(), this.stepsFor(said ?? USUAL_LIMIT));
  }

  private stepsFor(limit: number): RequestHandler[] {
    const known = this.steps.get(limit);
    if (known) return known;
    const steps = stepsFor(limit, this.webhookLimit);
    this.steps.set(limit, steps);
    return steps;
  }

  private async read(request: Request, response: Response, steps: RequestHandler[]): Promise<boolean> {
    await take(steps, request, response).catch((error: unknown) => {
      throw toBodyError(error) ?? error;
    });
    const reads = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    if (!reads || isWebhook(request) || !hasBody(request) || isJson(request)) return true;
    throw new UnsupportedMediaTypeException('Unsupported media type: the body must be application/json');
  }
}
