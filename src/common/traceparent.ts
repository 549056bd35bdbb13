/** A place in a trace, as W3C's Trace Context names it: https://www.w3.org/TR/trace-context/#traceparent-header */
export interface TraceParent {
  traceId: string;
  spanId: string;
  /** Its lowest bit: whether the trace is sampled. */
  flags: number;
}

/** What comes behind the flags belongs to later versions, and is left out. */
const TRACEPARENT =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED = 1;

/** What the text names; undefined where it is no traceparent, which is then as if it were not there. */
export const parseTraceparent = (text: unknown): TraceParent | undefined => {
  const [, version, traceId = '', spanId = '', flags = '', rest] =
    (typeof text === 'string' && TRACEPARENT.exec(text)) || [];
  if (version === undefined || (version === '00' && rest !== undefined)) return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) & SAMPLED };
};

export const formatTraceparent = ({ traceId, spanId, flags }: TraceParent): string =>
  `00-${traceId}-${spanId}-0${flags & SAMPLED}`;

/** Whether Atlas has written it. */
export const isOwnTraceparent = (text: string): boolean => {
  const parent = parseTraceparent(text);
  return parent !== undefined && formatTraceparent(parent) === text;
};
