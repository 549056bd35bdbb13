import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CallsModule } from '../calls/calls.module.js';
import { UntoldCallsModule } from '../calls/telling/untold-calls.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { RetentionModule } from '../retention/retention.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesMongoRepository } from './deliveries/deliveries.mongo.repository.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { DELIVERY_MODEL, deliverySchema } from './deliveries/delivery.schema.js';
import { DeliveringService } from './deliveries/delivering.service.js';
import { PersonalDeliveries } from './deliveries/personal-deliveries.service.js';
import { ReplaysService } from './deliveries/replays.service.js';
import { SendingService } from './deliveries/sending.service.js';
import { DisablingService } from './disabling.service.js';
import { EndpointSecretsService } from './endpoint/endpoint-secrets.service.js';
import { EventsController } from './events.controller.js';
import { EventReadingService } from './events/event-reading.service.js';
import { EVENT_MODEL, eventSchema } from './events/event.schema.js';
import { EventsMongoRepository } from './events/events.mongo.repository.js';
import { EventsRepository } from './events/events.repository.js';
import { PersonalEvents } from './events/personal-events.service.js';
import { FanOutService } from './fan-out.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import { OutwardService } from './outward.service.js';
import { RelayService } from './relay.service.js';
import { SUBSCRIPTION_MODEL, subscriptionSchema } from './subscription.schema.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { SubscriptionsMongoRepository } from './subscriptions.mongo.repository.js';
import { SubscriptionsRetentionService } from './subscriptions-retention.service.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import { SubscriptionsService } from './subscriptions.service.js';

/** Endpoints of others, what they are told of calls, and how it reaches them. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: SUBSCRIPTION_MODEL, schema: subscriptionSchema },
      { name: EVENT_MODEL, schema: eventSchema },
      { name: DELIVERY_MODEL, schema: deliverySchema },
    ]),
    CallsModule,
    UntoldCallsModule,
    RetentionModule,
    SecretsModule,
    TimeModule,
  ],
  controllers: [SubscriptionsController, DeliveriesController, EventsController],
  providers: [
    SubscriptionsService,
    KnownSubscriptions,
    EndpointSecretsService,
    EventReadingService,
    FanOutService,
    RelayService,
    DisablingService,
    SendingService,
    DeliveringService,
    DeliveriesService,
    ReplaysService,
    SubscriptionsRetentionService,
    OutwardService,
    PersonalDeliveries,
    PersonalEvents,
    { provide: SubscriptionsRepository, useClass: SubscriptionsMongoRepository },
    { provide: EventsRepository, useClass: EventsMongoRepository },
    { provide: DeliveriesRepository, useClass: DeliveriesMongoRepository },
  ],
})
export class SubscriptionsModule {}
