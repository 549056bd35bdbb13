import type { Environment } from '../config/environment.js';
import type { Tracer } from './span.js';

type Settings = Pick<
  Environment,
  'otlpEndpoint' | 'otlpTracesEndpoint' | 'otlpProtocol' | 'otelDisabled' | 'tracesExporter'
>;

/** Whether one of OpenTelemetry's variables asks for traces, and none forbids them. */
export const isTraced = ({ otlpEndpoint, otlpTracesEndpoint, ...settings }: Settings): boolean =>
  (otlpEndpoint ?? otlpTracesEndpoint) !== undefined &&
  !settings.otelDisabled &&
  settings.tracesExporter !== 'none';

/** The tracer that is asked for. Where none is, nothing of OpenTelemetry is loaded. */
export const openTracer = async (settings: Settings): Promise<Tracer | undefined> => {
  if (!isTraced(settings)) return undefined;
  const [{ OtelTracer }, { openExporter }] = await Promise.all([
    import('./otel.tracer.js'),
    import('./otel.exporter.js'),
  ]);
  return new OtelTracer(await openExporter(settings));
};
