import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { AdminsService } from './admin/admins.service.js';
import { PeopleController } from './admin/people.controller.js';
import { OpenIdController } from './open-id/open-id.controller.js';
import { OpenIdSignInService } from './open-id/open-id-sign-in.service.js';
import { OpenIdService } from './open-id/open-id.service.js';
import { ReturnsService } from './open-id/returns.service.js';
import { SignInPageController } from './page/sign-in-page.controller.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { PeopleMongoRepository } from './people.mongo.repository.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';
import { PERSON_MODEL, personSchema } from './person.schema.js';
import { CookiesService } from './sessions/cookies.service.js';
import { SessionReader } from './sessions/session-reader.service.js';
import { SessionsService } from './sessions/sessions.service.js';
import { MeController } from './sign-in/me.controller.js';
import { OwnActsService } from './sign-in/own-acts.service.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { TriesService } from './sign-in/tries.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: PERSON_MODEL, schema: personSchema }]),
    TimeModule,
    AuthModule,
    AuditModule,
  ],
  controllers: [PeopleController, SignInController, MeController, SignInPageController, OpenIdController],
  providers: [
    PeopleService,
    AdminsService,
    SignInService,
    OwnActsService,
    SessionsService,
    SessionReader,
    CookiesService,
    PasswordsService,
    TriesService,
    OpenIdService,
    ReturnsService,
    OpenIdSignInService,
    { provide: PeopleRepository, useClass: PeopleMongoRepository },
  ],
  exports: [PeopleService],
})
export class PeopleModule {}
