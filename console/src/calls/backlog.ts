/** More changes at once than this are read as the whole list. */
export const MOST_CHANGES = 500;

type Changes = readonly (readonly [id: string, version: number])[];

/** The changes that were told and not yet read. */
export class Backlog {
  /** Whether so many were told that the list is to be read anew. */
  isOverfull = false;
  private readonly told = new Map<string, number>();

  get isEmpty(): boolean {
    return this.told.size === 0 && !this.isOverfull;
  }

  add(...changes: Changes): void {
    for (const [id, version] of changes) this.told.set(id, Math.max(version, this.told.get(id) ?? version));
    if (this.told.size <= MOST_CHANGES) return;
    this.clear();
    this.isOverfull = true;
  }

  /** The oldest of them; who cannot read them adds them again. */
  take(most: number): Changes {
    const taken = [...this.told].slice(0, most);
    for (const [id] of taken) this.told.delete(id);
    return taken;
  }

  clear(): void {
    this.told.clear();
    this.isOverfull = false;
  }
}
