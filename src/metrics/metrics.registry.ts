import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { VERSION } from '../common/version.js';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const TWILIO_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LATE_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
/** A timer that is seldom due, and so costs nothing. */
const LAG_PRECISION_MS = 20;

/** All that Atlas measures. Each label has few values, and none of them is a caller's word. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly into = { registers: [this.registry] };
  private hasDefaults = false;

  readonly requests = new Histogram({
    name: 'atlas_http_request_duration_seconds',
    help: 'Requests by the template of their route, method and class of status.',
    labelNames: ['route', 'method', 'status'],
    buckets: REQUEST_SECONDS,
    ...this.into,
  });
  readonly webhooks = new Counter({
    name: 'atlas_webhooks_total',
    help: 'Webhooks by route and result; refused ones by reason.',
    labelNames: ['kind', 'result', 'reason'],
    ...this.into,
  });
  readonly callsEnded = new Counter({
    name: 'atlas_calls_ended_total',
    help: 'Calls that ended, by how, as far as this instance was told.',
    labelNames: ['outcome'],
    ...this.into,
  });
  readonly lateness = new Histogram({
    name: 'atlas_dispatch_lateness_seconds',
    help: 'From the moment at which a call was due to its attempt.',
    buckets: LATE_SECONDS,
    ...this.into,
  });
  readonly twilio = new Histogram({
    name: 'atlas_twilio_request_duration_seconds',
    help: 'Requests to Twilio by what was asked and how it ended, without the time that they waited for their turn.',
    labelNames: ['operation', 'outcome'],
    buckets: TWILIO_SECONDS,
    ...this.into,
  });
  readonly waiting = new Gauge({
    name: 'atlas_calls_waiting',
    help: 'Calls of the whole deployment that wait to be dialled.',
    ...this.into,
  });
  readonly live = new Gauge({
    name: 'atlas_calls_live',
    help: 'Calls of the whole deployment that go on.',
    ...this.into,
  });
  readonly dispatchState = new Gauge({
    name: 'atlas_dispatch_state',
    help: '1 for the state of dialling that the deployment is in.',
    labelNames: ['state'],
    ...this.into,
  });
  readonly databaseUp = new Gauge({
    name: 'atlas_database_up',
    help: '1 while the database has answered the last question about the queue.',
    ...this.into,
  });

  constructor() {
    new Gauge({
      name: 'atlas_build_info',
      help: '1, with the version.',
      labelNames: ['version'],
      ...this.into,
    }).set({ version: VERSION }, 1);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** What there is, as Prometheus reads it. The process itself is watched from the first time on. */
  text(): Promise<string> {
    if (!this.hasDefaults)
      collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LAG_PRECISION_MS });
    this.hasDefaults = true;
    return this.registry.metrics();
  }
}
