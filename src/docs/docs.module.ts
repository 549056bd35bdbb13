import { Module } from '@nestjs/common';
import { RedocController } from './redoc.controller.js';

/** ReDoc's page; Swagger UI and openapi.json are set up by setUpDocs. */
@Module({ controllers: [RedocController] })
export class DocsModule {}
