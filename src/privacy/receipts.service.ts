import { Injectable } from '@nestjs/common';
import { PersonalCollections } from './personal-collections.service.js';
import { type Kept, keptBeside } from './what-stays.js';

/** What a receipt tells beside what was erased. */
@Injectable()
export class ReceiptsService {
  constructor(private readonly collections: PersonalCollections) {}

  get kept(): Kept[] {
    return keptBeside(this.collections.all);
  }
}
