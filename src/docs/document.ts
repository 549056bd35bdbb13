import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { addEdgeFailures } from './edge-failures.js';
import { addLimitHeaders } from './limit-headers.js';
import { showLists } from './query-lists.js';
import { addRequestExamples } from './request-examples.js';
import { closeBodies, nameSchemas } from './schemas.js';
import { VERSION } from '../common/version.js';

const TAGS: readonly [name: string, description: string][] = [
  ['users', 'The accounts that calls are made for.'],
  ['calls', 'Placing calls and reading them.'],
  ['recordings', 'What callees said, to be heard.'],
  ['retention', 'What is kept, for how long, and what is on hold.'],
  ['dispatch', 'When calls are dialled, at what pace, and which ones wait.'],
  ['results', 'What became of calls, in numbers.'],
  ['feedback', 'What was thought of a call.'],
  ['subscriptions', 'Endpoints of your own that are told what happens to calls.'],
  ['access', 'Who gets in: API keys. Who did what: the audit log.'],
  ['people', 'Who signs in, and with what password.'],
  ['privacy', 'What is known of a person: exported, and erased.'],
  ['webhooks', 'What Twilio asks and tells; signed by Twilio.'],
  ['operation', 'How Atlas does: what Twilio sends, and metrics.'],
  ['health', 'How Atlas is.'],
];

/** The OpenAPI document of every route; needs no database. */
export const createDocument = (app: INestApplication): OpenAPIObject => {
  const builder = new DocumentBuilder()
    .setTitle('Atlas')
    .setDescription('Places phone calls through Twilio, follows each to its end, and shows it.')
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer', description: 'An API key, as a bearer token.' })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key.' }, 'key');
  for (const [name, description] of TAGS) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_controller, method) => method,
    // Each operation says its own: a controller's name is none.
    autoTagControllers: false,
  });
  return nameSchemas(closeBodies(addRequestExamples(addLimitHeaders(addEdgeFailures(showLists(document))))));
};
