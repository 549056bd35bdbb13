import type { NestApplicationOptions } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { refuseOtherThanUtf8, refuseTooLarge, translateBodyErrors } from './common/http/body-errors.js';
import { answerBrokenRequests, refuseWithoutHost } from './common/http/broken-requests.js';
import { FailureFilter } from './common/http/failure.filter.js';
import { JsonBodyGuard } from './common/http/json-body.guard.js';
import { isJson, isWebhook } from './common/http/media-type.js';
import { assignRequestId } from './common/http/request-id.js';
import { AppLogger } from './common/logging/app-logger.js';
import { httpLog } from './common/logging/http-log.js';
import { keepRequestLog } from './common/logging/request-log.js';
import { RequestValidationPipe } from './common/validation/request-validation.pipe.js';
import { Environment } from './config/environment.js';
import { setUpDocs } from './docs/set-up-docs.js';

const BODY_LIMIT = 100 * 1024;

/** How the application is created, by main.ts and by the tests: the body parsers are this file's. */
export const APP_OPTIONS = {
  bodyParser: false,
  rawBody: true,
  abortOnError: false,
} as const satisfies NestApplicationOptions;

/** All that the pages need comes from Atlas itself; upgrading its requests would lose them over plain HTTP. */
const CONTENT_POLICY = {
  fontSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  upgradeInsecureRequests: null,
};

const useBodyParsers = (app: NestExpressApplication): void => {
  app.use(refuseTooLarge(BODY_LIMIT));
  app.useBodyParser('raw', { type: (request) => isWebhook(request), limit: BODY_LIMIT });
  app.useBodyParser('json', {
    type: (request) => isJson(request) && !isWebhook(request),
    limit: BODY_LIMIT,
    strict: false,
  });
  app.use(translateBodyErrors);
  app.use(refuseOtherThanUtf8);
};

/** Everything between the socket and the controllers, in the order in which a request meets it. */
export const setupApp = (app: NestExpressApplication): void => {
  const { trustProxy } = app.get(Environment);
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  answerBrokenRequests(app.getHttpServer());
  app.use(assignRequestId);
  app.use(httpLog(app.get(AppLogger).pino));
  app.use(helmet({ contentSecurityPolicy: { directives: CONTENT_POLICY } }));
  app.use(refuseWithoutHost);
  useBodyParsers(app);
  app.use(keepRequestLog);
  app.useGlobalGuards(new JsonBodyGuard());
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalFilters(new FailureFilter());
  setUpDocs(app);
};
