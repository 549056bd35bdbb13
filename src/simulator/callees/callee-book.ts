import type { Callee } from './callee.js';
import { calleeOf } from './callee-table.js';

const MAX_ENTRIES = 10_000;

/** Who answers at a number: as set over the control API, else by the table. */
export class CalleeBook {
  private readonly entries = new Map<string, Callee>();

  of(number: string): Callee {
    return this.entries.get(number) ?? calleeOf(number);
  }

  /** False when the book is full. */
  set(number: string, callee: Callee): boolean {
    if (this.entries.size >= MAX_ENTRIES && !this.entries.has(number)) return false;
    this.entries.set(number, callee);
    return true;
  }

  remove(number: string): void {
    this.entries.delete(number);
  }

  clear(): void {
    this.entries.clear();
  }

  list(): [string, Callee][] {
    return [...this.entries];
  }
}
