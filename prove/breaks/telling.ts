import { Injectable } from '@nestjs/common';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { Interest } from '../../src/calls/events/interest.service.js';

/** In a third of all changes. */
const EACH = 3;

@Injectable()
class Absent extends Interest {
  private asked = 0;

  override get isThere(): boolean {
    this.asked += 1;
    return this.asked % EACH !== 0 && super.isThere;
  }
}

/** What is to be told is not always written with its change. */
export const breakTelling = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideProvider(Interest).useClass(Absent);
