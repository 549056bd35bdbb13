/** What the package gives: everything else in it may change. */
export { Atlas, type AtlasOptions } from './atlas.js';
export { AtlasError, type ErrorCode, type FieldFault } from './atlas-error.js';
export type { CallFilter } from './calls.js';
export type { Http, RequestOptions, Schema, WriteOptions } from './schema-types.js';
export { verifyWebhook, WebhookError, type WebhookHeaders } from './verify-webhook.js';
export type { WebhookEvent } from './webhook-event.js';
