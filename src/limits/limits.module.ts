import { type ExecutionContext, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { getOptionsToken, getStorageToken, type ThrottlerOptions } from '@nestjs/throttler';
import { TimeModule } from '../common/time/time.module.js';
import { requestLimits } from '../config/access-mode.js';
import { Environment } from '../config/environment.js';
import { PLACING } from './counts-as-placing.decorator.js';
import { LimitGuard } from './limit.guard.js';
import { LimitsService } from './limits.service.js';
import { PlacingLimitService } from './placing-limit.service.js';
import { RefusalFilter } from './refusal.filter.js';
import { RefusalsService } from './refusals.service.js';
import { MINUTE_MS } from './window-key.js';
import { WINDOW_MODEL, windowSchema } from './window.schema.js';
import { WindowsMongoRepository } from './windows.mongo.repository.js';
import { WindowsRepository } from './windows.repository.js';

const places = (context: ExecutionContext): boolean => Reflect.hasMetadata(PLACING, context.getHandler());

/** Each with its name in the headers. */
const policiesOf = (environment: Environment): ThrottlerOptions[] => {
  const { requests, placings } = requestLimits(environment);
  return [
    { name: 'default', ttl: MINUTE_MS, limit: requests ?? Infinity, skipIf: () => requests === undefined },
    {
      name: 'placing',
      ttl: MINUTE_MS,
      limit: placings ?? Infinity,
      skipIf: (context) => placings === undefined || !places(context),
    },
  ];
};

/** How often callers may ask, and what is refused. Needs the global ConfigModule. */
@Module({
  imports: [MongooseModule.forFeature([{ name: WINDOW_MODEL, schema: windowSchema }]), TimeModule],
  providers: [
    LimitGuard,
    LimitsService,
    PlacingLimitService,
    RefusalFilter,
    RefusalsService,
    { provide: WindowsRepository, useClass: WindowsMongoRepository },
    { provide: getOptionsToken(), inject: [Environment], useFactory: policiesOf },
    { provide: getStorageToken(), useExisting: LimitsService },
  ],
  exports: [LimitGuard, PlacingLimitService, RefusalFilter, RefusalsService],
})
export class LimitsModule {}
