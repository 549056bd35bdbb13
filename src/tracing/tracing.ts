import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span, SpanEnd, SpanFacts, Tracer } from './span.js';

const spans = new AsyncLocalStorage<Span>();
/** One for the process, as the log is; undefined where nobody asked for traces. */
let tracer: Tracer | undefined;

export const setTracer = (chosen: Tracer | undefined): void => {
  tracer = chosen;
};

export const activeTracer = (): Tracer | undefined => tracer;

/** Whatever `work` does, however much later, is part of the span. */
export const within = <T>(span: Span, work: () => T): T => spans.run(span, work);

/** Names what is going on to whoever continues it; undefined outside of any span, and where nothing is traced. */
export const currentTrace = (): string | undefined => tracer && spans.getStore()?.traceparent;

/** What a span is called, what it continues, and what is known of it from the first. */
interface Beginning {
  name: string;
  /** Without one it begins a trace, whatever goes on around it. */
  parent?: string;
  facts: SpanFacts;
}

/** Does the work in a span of its own, which `endOf` tells the end of. */
export const inSpan = <T>(
  { name, parent, facts }: Beginning,
  work: () => Promise<T>,
  endOf: (result: T) => SpanEnd,
): Promise<T> => {
  if (!tracer) return work();
  const span = tracer.begin(name, 'internal', parent, facts);
  return within(span, async () => {
    try {
      const result = await work();
      span.end(endOf(result));
      return result;
    } catch (error) {
      span.end({ isFailed: true });
      throw error;
    }
  });
};
