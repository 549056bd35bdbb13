import { Module } from '@nestjs/common';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { AppController } from './app.controller.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CallsModule } from './calls/calls.module.js';
import { RequestWatchesModule } from './common/http/request-watches.module.js';
import { LoggingModule } from './common/logging/logging.module.js';
import { ComplianceModule } from './compliance/compliance.module.js';
import { ConfigModule } from './config/config.module.js';
import { ConsoleModule } from './console/console.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { DocsModule } from './docs/docs.module.js';
import { FeedbackModule } from './feedback/feedback.module.js';
import { HealthModule } from './health/health.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { PeopleModule } from './people/people.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { RecordingsModule } from './recordings/recordings.module.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.js';
import { TracingModule } from './tracing/tracing.module.js';
import { TwilioModule } from './twilio/twilio.module.js';
import { UsersModule } from './users/users.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({
  imports: [
    ConfigModule,
    LoggingModule,
    RequestWatchesModule,
    DatabaseModule,
    SecretsModule,
    AuthModule,
    LimitsModule,
    AuditModule,
    TwilioModule,
    TracingModule,
    UsersModule,
    // Before the calls: `/calls/allowed` is also a `/calls/{call}`.
    ComplianceModule,
    CallsModule,
    AnalyticsModule,
    DispatchModule,
    FeedbackModule,
    WebhooksModule,
    RecordingsModule,
    SubscriptionsModule,
    ReconciliationModule,
    PeopleModule,
    PrivacyModule,
    MetricsModule,
    HealthModule,
    DocsModule,
    ConsoleModule,
  ],
  controllers: [AppController],
})
export class AppModule {}
