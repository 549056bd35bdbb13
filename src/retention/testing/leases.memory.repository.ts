import { latestEnd, LeasesRepository } from '../leases.repository.js';

/** Keeps leases in memory. */
export class LeasesMemoryRepository extends LeasesRepository {
  private readonly leases = new Map<string, Date>();

  constructor(private readonly time = (): number => Date.now()) {
    super();
  }

  async now(): Promise<Date> {
    return new Date(this.time());
  }

  async take(name: string, now: Date, until: Date): Promise<boolean> {
    const taken = this.leases.get(name);
    if (taken && taken > now && taken <= latestEnd(now, until)) return false;
    this.leases.set(name, until);
    return true;
  }

  async release(name: string, until: Date): Promise<void> {
    if (this.leases.get(name)?.getTime() === until.getTime()) this.leases.delete(name);
  }
}
