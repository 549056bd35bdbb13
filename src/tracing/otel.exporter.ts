import { Logger } from '@nestjs/common';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Environment } from '../config/environment.js';

type Settings = Pick<Environment, 'otlpEndpoint' | 'otlpTracesEndpoint' | 'otlpProtocol'>;

/** A collector is sent all traces below one path; an address for traces alone is taken as it is. */
const urlOf = ({ otlpEndpoint, otlpTracesEndpoint }: Settings): string =>
  otlpTracesEndpoint ?? `${otlpEndpoint}/v1/traces`;

/** The way to the collector; headers, time-outs, compression and certificates are as OpenTelemetry's variables say. */
export const openExporter = async (settings: Settings): Promise<SpanExporter> => {
  const url = urlOf(settings);
  const { OTLPTraceExporter } =
    settings.otlpProtocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new ToldExporter(new OTLPTraceExporter({ url }), new URL(url).origin);
};

type Done = Parameters<SpanExporter['export']>[1];

/** Says once that the collector takes nothing, and once that it does again, however long that lasts. */
export class ToldExporter implements SpanExporter {
  private readonly logger = new Logger('Tracing');
  private isTaken = true;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly origin: string,
  ) {
    this.logger.log(`Traces are sent to ${origin}`);
  }

  export(spans: Parameters<SpanExporter['export']>[0], done: Done): void {
    this.exporter.export(spans, (result) => {
      this.tell(result);
      done(result);
    });
  }

  async shutdown(): Promise<void> {
    await this.exporter.shutdown();
  }

  private tell({ error }: Parameters<Done>[0]): void {
    const isTaken = error === undefined;
    if (isTaken === this.isTaken) return;
    this.isTaken = isTaken;
    if (isTaken) this.logger.log(`Traces are sent to ${this.origin} again`);
    else this.logger.warn(`Traces cannot be sent to ${this.origin}, and are dropped: ${reasonOf(error)}`);
  }
}

/** A code, such as 401 or ECONNREFUSED, and none of the collector's own words. */
const reasonOf = ({ name, code = name }: Error & { code?: string | number }): string => `${code}`;
