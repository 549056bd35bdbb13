/**
 * All that a span may tell: what stands here and nothing else. Each value is a word of Atlas's own, a number, or an id
 * that Atlas made; no number of a phone, text, key or address is among them.
 */
export interface SpanFacts {
  'http.request.method'?: string;
  /** The template of the route, never the path. */
  'http.route'?: string;
  'http.response.status_code'?: number;
  /** The client went before it had its answer. */
  'atlas.client_left'?: true;
  'peer.service'?: 'twilio';
  'atlas.twilio.operation'?: string;
  'atlas.twilio.outcome'?: string;
  'atlas.call_id'?: string;
  'atlas.attempt'?: number;
  'atlas.dial.outcome'?: string;
  'atlas.dial.code'?: string;
}

export type SpanKind = 'server' | 'client' | 'internal';

export interface SpanEnd {
  /** In place of the name that it began with. */
  name?: string;
  facts?: SpanFacts;
  isFailed?: boolean;
}

/** Something that goes on. */
export interface Span {
  readonly traceId: string;
  /** Names it to whoever continues the trace. */
  readonly traceparent: string;
  end(end: SpanEnd): void;
}

/** Something that is over. */
export interface PastSpan {
  name: string;
  kind: SpanKind;
  ms: number;
  /** What it is part of; without one it is a trace of its own. */
  parent?: string;
  facts: SpanFacts;
  isFailed: boolean;
}

/** Where spans go. None of it fails, and none of it waits. */
export interface Tracer {
  /** A `parent` that is no traceparent counts as none. */
  begin(name: string, kind: SpanKind, parent?: string, facts?: SpanFacts): Span;
  add(span: PastSpan): void;
  /** Sends what has not been sent, for a moment at most. Never fails. */
  close(): Promise<void>;
}
