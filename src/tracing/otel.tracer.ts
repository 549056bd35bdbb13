import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type * as api from '@opentelemetry/api';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { formatTraceparent, parseTraceparent } from '../common/traceparent.js';
import { VERSION } from '../common/version.js';
import type { PastSpan, Span, SpanEnd, SpanFacts, SpanKind as Kind, Tracer } from './span.js';

/** What is not sent by then is lost: Atlas does not wait for a collector that is away. */
const CLOSE_MS = 1_000;

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };

/** OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last, and win. Nothing tells of the machine, its user or command line. */
const resource = () =>
  defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'atlas', 'service.version': VERSION }))
    .merge(detectResources({ detectors: [serviceInstanceIdDetector, envDetector] }));

const contextOf = (parent: string | undefined): Context => {
  const place = parseTraceparent(parent);
  if (!place) return ROOT_CONTEXT;
  const { traceId, spanId, flags: traceFlags } = place;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
};

const attributes = (facts: SpanFacts): api.Attributes => ({ ...facts });

/** Spans by the SDK of OpenTelemetry, in a bounded queue: what has no room there is dropped. */
export class OtelTracer implements Tracer {
  private readonly provider: BasicTracerProvider;
  private readonly tracer: api.Tracer;

  constructor(exporter: SpanExporter) {
    this.provider = new BasicTracerProvider({
      resource: resource(),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    this.tracer = this.provider.getTracer('atlas', VERSION);
  }

  begin(name: string, kind: Kind, parent?: string, facts: SpanFacts = {}): Span {
    const options = { kind: KINDS[kind], attributes: attributes(facts) };
    return new OtelSpan(this.tracer.startSpan(name, options, contextOf(parent)));
  }

  add({ name, kind, ms, parent, facts, isFailed }: PastSpan): void {
    const now = Date.now();
    const options = { kind: KINDS[kind], attributes: attributes(facts), startTime: now - ms };
    const span = this.tracer.startSpan(name, options, contextOf(parent));
    if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(now);
  }

  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([this.provider.shutdown().catch(() => undefined), limit]);
    clearTimeout(timer);
  }
}

class OtelSpan implements Span {
  readonly traceId: string;
  readonly traceparent: string;

  constructor(private readonly span: api.Span) {
    const { traceId, spanId, traceFlags: flags } = span.spanContext();
    this.traceId = traceId;
    this.traceparent = formatTraceparent({ traceId, spanId, flags });
  }

  end({ name, facts = {}, isFailed = false }: SpanEnd): void {
    if (name !== undefined) this.span.updateName(name);
    this.span.setAttributes(attributes(facts));
    // Without a message: what failed may be told in somebody else's words.
    if (isFailed) this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.span.end();
  }
}
