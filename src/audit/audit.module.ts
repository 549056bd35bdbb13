import { Module, type NestModule, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { TimeModule } from '../common/time/time.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { AuditController } from './audit.controller.js';
import { AuditInterceptor } from './audit.interceptor.js';
import { AuditListService } from './audit-list.service.js';
import { AuditMongoRepository } from './audit.mongo.repository.js';
import { AuditRepository } from './audit.repository.js';
import { AUDIT_CHAIN_MODEL, AUDIT_ENTRY_MODEL, auditChainSchema, auditEntrySchema } from './audit.schema.js';
import { AuditService } from './audit.service.js';
import { AuditedRoutesService } from './audited-routes.service.js';
import { ChainService } from './chain.service.js';
import { HeadsService } from './heads.service.js';
import { HourlyService } from './hourly.service.js';
import { RetentionService } from './retention.service.js';
import { VerificationService } from './verification.service.js';

/** Who did what. Needs the global ConfigModule. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: AUDIT_ENTRY_MODEL, schema: auditEntrySchema },
      { name: AUDIT_CHAIN_MODEL, schema: auditChainSchema },
    ]),
    DiscoveryModule,
    SecretsModule,
    TimeModule,
  ],
  controllers: [AuditController],
  providers: [
    AuditedRoutesService,
    AuditInterceptor,
    AuditListService,
    AuditService,
    ChainService,
    HeadsService,
    HourlyService,
    RetentionService,
    VerificationService,
    { provide: AuditRepository, useClass: AuditMongoRepository },
  ],
  exports: [AuditService, VerificationService],
})
export class AuditModule implements NestModule, OnModuleInit {
  constructor(private readonly routes: AuditedRoutesService) {}

  /** Nest asks this of its modules before it makes the routes. */
  configure(): void {
    this.routes.intercept();
  }

  /** And this when it has made them. */
  onModuleInit(): void {
    this.routes.release();
  }
}
