import { Schema } from 'mongoose';
import type { Part } from './contribution.js';
import type { Summary } from './summary.js';

export const ENTRY_MODEL = 'AnalyticsEntry';
export const SUMMARY_MODEL = 'AnalyticsSummary';
export const GENERATIONS_MODEL = 'AnalyticsGenerations';

/** A call in one set. */
export interface EntryDocument {
  _id: string;
  generation: number;
  callId: string;
  version: number;
  parts: Part[];
  /** `generation:quarter` of every part that it has or had. */
  places: string[];
  /** `generation:quarter` of the call, where its feedback has notes. */
  notesAt?: number;
}

export const entrySchema = new Schema<EntryDocument>(
  {
    _id: { type: String, required: true },
    generation: { type: Number, required: true },
    callId: { type: String, required: true },
    version: { type: Number, required: true },
    parts: { type: [Schema.Types.Mixed], required: true },
    places: { type: [String], required: true },
    notesAt: Number,
  } as object,
  { collection: 'analytics_entries', versionKey: false, minimize: false },
);
entrySchema.index({ places: 1 });
entrySchema.index({ notesAt: 1, generation: 1 }, { sparse: true });
entrySchema.index({ generation: 1 });

/** A quarter-hour in one set. */
export interface SummaryDocument extends Partial<Pick<Summary, 'groups'>> {
  _id: string;
  generation: number;
  at: number;
  /** How often its entries have changed, and up to which change it is summed up. */
  changes: number;
  summed: number;
  stale?: true;
}

export const summarySchema = new Schema<SummaryDocument>(
  {
    _id: { type: String, required: true },
    generation: { type: Number, required: true },
    at: { type: Number, required: true },
    changes: { type: Number, required: true },
    summed: { type: Number, required: true },
    groups: Schema.Types.Mixed,
    stale: Boolean,
  } as object,
  { collection: 'analytics_summaries', versionKey: false, minimize: false },
);
summarySchema.index({ generation: 1, at: 1 });
summarySchema.index({ stale: 1 }, { sparse: true });

export interface GenerationsDocument {
  _id: string;
  current: number;
  /** The number of the last one that was begun. */
  last: number;
  building?: number;
}

export const generationsSchema = new Schema<GenerationsDocument>(
  { _id: { type: String, required: true }, current: Number, last: Number, building: Number },
  { collection: 'analytics_generations', versionKey: false },
);
