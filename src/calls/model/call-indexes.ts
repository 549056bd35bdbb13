import type { Schema } from 'mongoose';

/** By what calls are found. */
export const addCallIndexes = (calls: Pick<Schema, 'index'>): void => {
  calls.index({ sids: 1 }, { unique: true, sparse: true });
  calls.index({ 'check.urgency': 1, 'check.at': 1 }, { sparse: true });
  calls.index({ 'wait.lane': 1, 'wait.dueAt': 1 }, { sparse: true });
  calls.index({ 'wait.dueAt': 1 }, { sparse: true });
  calls.index({ 'wait.expiresAt': 1 }, { sparse: true });
  calls.index({ live: 1 }, { sparse: true });
  calls.index({ erasedBy: 1 }, { sparse: true });
  // What has changed lately.
  calls.index({ changedAt: 1 }, { sparse: true });
  // Whose callbacks are older than they are kept.
  calls.index({ bareAt: 1, createdAt: 1 });
  calls.index({ uncounted: 1 }, { sparse: true });
  calls.index({ untold: 1 }, { sparse: true });
  // Each way to list calls, newest first.
  calls.index({ createdAt: -1, _id: -1 });
  calls.index({ rank: 1, createdAt: -1, _id: -1 });
  calls.index({ hasRecording: 1, createdAt: -1, _id: -1 });
  calls.index({ hasFeedback: 1, createdAt: -1, _id: -1 });
  calls.index({ to: 1, createdAt: -1, _id: -1 });
  calls.index({ userExternalId: 1, createdAt: -1, _id: -1 });
  calls.index({ 'plan.campaignId': 1, createdAt: -1, _id: -1 });
  calls.index({ 'plan.metadata': 1, createdAt: -1, _id: -1 });
  calls.index({ results: 1, createdAt: -1, _id: -1 });
  // What was dialled lately, to one number and over all. The local server lists a number's calls by the index that has the
  // fewest fields: it is not to be this one.
  calls.index({ to: 1, 'attempts.createdAt': 1, createdAt: -1, _id: -1 });
  calls.index({ 'attempts.createdAt': 1 }, { sparse: true });
};
