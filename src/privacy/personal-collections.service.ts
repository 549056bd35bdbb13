import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type ErasureTraces, PersonalData, type Traces } from '../common/personal-data.js';
import type { Counts } from './erasure.js';

/** What is changed first: from then on nothing is written to the others that belongs to it. */
const FIRST = ['users', 'calls'];

const placeOf = ({ collection }: PersonalData): number => {
  const place = FIRST.indexOf(collection);
  return place < 0 ? FIRST.length : place;
};

/** Every collection that holds something of persons, whichever room has it. */
@Injectable()
export class PersonalCollections implements OnModuleInit {
  private found: PersonalData[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const providers = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const found = new Set(providers.filter((each) => each instanceof PersonalData));
    this.found = [...found].sort((one, other) => placeOf(one) - placeOf(other));
  }

  get all(): readonly PersonalData[] {
    return this.found;
  }

  /** How many documents hold something of them. */
  async count(traces: Traces): Promise<Counts> {
    const counts: Counts = {};
    for (const data of this.found) {
      const count = await data.count(traces);
      if (count > 0) counts[data.collection] = count;
    }
    return counts;
  }

  /** One after the other. Done again, it changes nothing. */
  async erase(traces: ErasureTraces): Promise<void> {
    for (const data of this.found) await data.erase(traces);
  }

  /** Has what nobody here was told of one call deleted where it is. False where it was not told of all. */
  async findElsewhere(traces: Traces): Promise<boolean> {
    let areAll = true;
    for (const data of this.found) areAll = (await data.findElsewhere(traces)) && areAll;
    return areAll;
  }

  /** How many of what was erased are still elsewhere. */
  async countElsewhere(traces: Traces): Promise<number> {
    let count = 0;
    for (const data of this.found) count += await data.countElsewhere(traces);
    return count;
  }
}
