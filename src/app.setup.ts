import type { Server } from 'node:http';
import type { NestApplicationOptions } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { AccessGuard } from './auth/access.guard.js';
import { BodyGuard } from './common/http/body.guard.js';
import { answerBrokenRequests, refuseWithoutHost } from './common/http/broken-requests.js';
import { boundConnections, boundSlowClients } from './common/http/connection-bounds.js';
import { refuseLargeHead } from './common/http/head-bounds.js';
import { storeNothing } from './common/http/no-store.js';
import { ownHostsOf } from './common/http/own-hosts.js';
import { refuseOtherHosts, refuseOtherSites } from './common/http/page-checks.js';
import { assignRequestId } from './common/http/request-id.js';
import { RequestWatches } from './common/http/request-watches.js';
import { AppLogger } from './common/logging/app-logger.js';
import { logAnswered } from './common/logging/answered-log.js';
import { keepRequest } from './common/logging/request-in-hand.js';
import { RequestValidationPipe } from './common/validation/request-validation.pipe.js';
import { Environment } from './config/environment.js';
import { DatabaseFailureFilter } from './database/database-failure.filter.js';
import { setUpDocs } from './docs/set-up-docs.js';
import { WEBHOOK_BODY_BYTES } from './twilio/signed-request.js';
import { LimitGuard } from './limits/limit.guard.js';
import { RefusalFilter } from './limits/refusal.filter.js';
import { traceRequests } from './tracing/requests.middleware.js';
import { activeTracer } from './tracing/tracing.js';

/** How the application is created, by main.ts and by the tests: bodies are read by BodyGuard. */
export const APP_OPTIONS = {
  bodyParser: false,
  abortOnError: false,
} as const satisfies NestApplicationOptions;

/** All that the pages need comes from Atlas itself; upgrading its requests would lose them over plain HTTP. */
const CONTENT_POLICY = {
  fontSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  upgradeInsecureRequests: null,
};

/** Of a form on a page of Atlas a browser tells the Origin only where it may tell the address too. */
const REFERRER_POLICY = { policy: 'same-origin' } as const;

/** What may be open at the same time, and for how long a client may take to ask. */
const boundServer = (app: NestExpressApplication): void => {
  const { maxConnections, maxConnectionsPerAddress } = app.get(Environment);
  const trust = app.getHttpAdapter().getInstance().get('trust proxy fn') as (
    address: string,
    hop: number,
  ) => boolean;
  const server = app.getHttpServer() as Server;
  answerBrokenRequests(server);
  boundSlowClients(server);
  boundConnections(server, {
    maxConnections,
    maxConnectionsPerAddress,
    isProxy: (address) => trust(address, 0),
  });
};

/** Everything between the socket and the controllers, in the order in which a request meets it. */
export const setupApp = (app: NestExpressApplication): void => {
  const environment = app.get(Environment);
  const { trustProxy, docs } = environment;
  const hosts = ownHostsOf(environment);
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  // What may change is kept by nobody (`storeNothing`); the page's files have other names when they change.
  app.disable('etag');
  boundServer(app);
  app.use(assignRequestId);
  const watches = app.get(RequestWatches);
  watches.add(logAnswered(app.get(AppLogger).pino));
  app.use(watches.middleware);
  const tracer = activeTracer();
  if (tracer) app.use(traceRequests(tracer));
  app.use(keepRequest);
  app.use(helmet({ contentSecurityPolicy: { directives: CONTENT_POLICY }, referrerPolicy: REFERRER_POLICY }));
  app.use(refuseWithoutHost);
  app.use(refuseLargeHead);
  app.use(storeNothing);
  app.use(refuseOtherHosts(hosts));
  app.use(refuseOtherSites(hosts));
  app.useGlobalGuards(app.get(AccessGuard), app.get(LimitGuard), new BodyGuard(WEBHOOK_BODY_BYTES));
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalFilters(new DatabaseFailureFilter(), app.get(RefusalFilter));
  if (docs === 'on') setUpDocs(app);
};
