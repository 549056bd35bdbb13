import { Module } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { UnknownRouteModule } from './app.unknown-route.module.js';

/** The whole application. What takes every path stands behind all rooms, also behind those that are added to AppModule. */
@Module({ imports: [AppModule, UnknownRouteModule] })
export class RootModule {}
