import { Global, Module } from '@nestjs/common';
import { RequestWatches } from './request-watches.js';

/** Who wants to know of requests adds a watch. */
@Global()
@Module({ providers: [RequestWatches], exports: [RequestWatches] })
export class RequestWatchesModule {}
