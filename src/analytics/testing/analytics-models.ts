import type { Connection } from 'mongoose';
import {
  ENTRY_MODEL,
  type EntryDocument,
  entrySchema,
  GENERATIONS_MODEL,
  type GenerationsDocument,
  generationsSchema,
  SUMMARY_MODEL,
  type SummaryDocument,
  summarySchema,
} from '../analytics.schema.js';

/** What AnalyticsMongoRepository is made of, without Nest. */
export const analyticsModels = (connection: Connection) =>
  [
    connection.model<EntryDocument>(ENTRY_MODEL, entrySchema),
    connection.model<SummaryDocument>(SUMMARY_MODEL, summarySchema),
    connection.model<GenerationsDocument>(GENERATIONS_MODEL, generationsSchema),
  ] as const;
