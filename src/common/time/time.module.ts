import { Module } from '@nestjs/common';
import { Clock } from './clock.service.js';
import { PlanClock } from './plan-clock.service.js';

@Module({ providers: [Clock, PlanClock], exports: [Clock, PlanClock] })
export class TimeModule {}
