import { Module } from '@nestjs/common';
import { UnknownRouteController } from './app.unknown-route.controller.js';

/** Stands last, for it takes every path. */
@Module({ controllers: [UnknownRouteController] })
export class UnknownRouteModule {}
