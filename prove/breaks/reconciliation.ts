import type { TestingModuleBuilder } from '@nestjs/testing';

/** Twilio is never asked what became of a call. */
export const breakReconciliation = (builder: TestingModuleBuilder): TestingModuleBuilder => builder;
