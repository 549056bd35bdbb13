import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { createDocument } from './document.js';
import { lastMadePlugin, prefillPlugin } from './prefill.js';

/** Serves the OpenAPI document and Swagger UI. */
export const setUpDocs = (app: INestApplication): void => {
  SwaggerModule.setup('docs', app, () => createDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Atlas API',
    swaggerOptions: { plugins: [prefillPlugin, lastMadePlugin] },
  });
};
