import type { AuditFilter, AuditPart } from './audit-list.js';
import type { Entry, Head } from './entry.js';

/** A chain whose head is still to be named by others. */
export interface OpenChain {
  chain: string;
  /** Its head is there or further on. */
  from: number;
  /** When it was noted last. */
  at: Date;
}

/** An entry as it was found: its id is kept apart from what is sealed. */
export interface FoundEntry {
  id: string;
  entry: Entry;
}

/** Where the audit log is kept. Nothing in it is changed; only retention removes. */
export abstract class AuditRepository {
  /** The database's own time. */
  abstract now(): Promise<Date>;
  /** In this order: where it fails, a beginning of them may be stored. */
  abstract append(entries: Entry[]): Promise<void>;
  /** Newest first: what was begun; with a resource, also the ends that alone name it. */
  abstract find(filter: AuditFilter, part: AuditPart): Promise<Entry[]>;
  abstract findByIds(ids: string[]): Promise<Entry[]>;
  /** The last entry of a chain, looked for from there on. */
  abstract findHead(chain: string, from: number): Promise<Entry | null>;
  /** The oldest entry, where one is older than that, in all chains but these. */
  abstract findOlder(than: Date, besides: string[]): Promise<Entry | null>;
  /** The first entries of a chain that are left, in their order. */
  abstract findBeginning(chain: string, limit: number): Promise<Entry[]>;
  /** Removes the chain's entries up to this one, which its anchor has named. */
  abstract cut(head: Head): Promise<void>;
  /** Every entry, by chain and place, as it is stored; or the anchors alone. */
  abstract readAll(only?: 'anchors'): AsyncIterable<FoundEntry>;

  abstract findOpenChains(): Promise<OpenChain[]>;
  abstract noteOpenChain(open: OpenChain): Promise<void>;
  abstract forgetOpenChains(chains: string[]): Promise<void>;
}
