import { Injectable } from '@nestjs/common';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { type Reconciled, ReconcilerService } from '../../src/reconciliation/reconciler.service.js';

@Injectable()
class IncuriousReconciler extends ReconcilerService {
  override async reconcile(): Promise<Reconciled> {
    return { checked: 0, repaired: 0 };
  }
}

/** Twilio is never asked what became of a call. */
export const breakReconciliation = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideProvider(ReconcilerService).useClass(IncuriousReconciler);
