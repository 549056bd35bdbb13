import { LeasesRepository } from '../leases.repository.js';

/** Keeps leases in memory. */
export class LeasesMemoryRepository extends LeasesRepository {
  private readonly leases = new Map<string, Date>();

  async take(name: string, now: Date, until: Date): Promise<boolean> {
    const taken = this.leases.get(name);
    if (taken && taken > now) return false;
    this.leases.set(name, until);
    return true;
  }

  async release(name: string, until: Date): Promise<void> {
    if (this.leases.get(name)?.getTime() === until.getTime()) this.leases.delete(name);
  }
}
