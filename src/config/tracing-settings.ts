import * as format from './environment-formats.js';
import { RecordingSettings } from './recording-settings.js';
import { isOneOf, OptionalRule, Rule } from './rule.js';
import { EnvironmentVariable } from './variable.js';

const ADDRESS = 'must be an absolute http or https URL without query, fragment or credentials';

/** Whether traces are sent, and where to: OpenTelemetry's own variables. It reads the rest of them itself. */
export abstract class TracingSettings extends RecordingSettings {
  @EnvironmentVariable({
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    group: 'Tracing',
    description: 'OpenTelemetry collector to which traces are sent, by OTLP over HTTP, below /v1/traces.',
    defaultNote: 'none, and nothing is traced',
    fix: 'set OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318, with credentials in OTEL_EXPORTER_OTLP_HEADERS, or leave it empty',
    parse: format.removeTrailingSlashes,
  })
  @OptionalRule(format.isPublicUrl, ADDRESS)
  readonly otlpEndpoint?: string;

  @EnvironmentVariable({
    name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    group: 'Tracing',
    description: 'The same for traces alone, with the whole path.',
    fix: 'set OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:4318/v1/traces or leave it empty',
  })
  @OptionalRule(format.isPublicUrl, ADDRESS)
  readonly otlpTracesEndpoint?: string;

  @EnvironmentVariable({
    name: 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
    alias: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    group: 'Tracing',
    description: 'http/protobuf or http/json. OTEL_EXPORTER_OTLP_PROTOCOL counts too.',
    default: 'http/protobuf',
    fix: "set OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf, and the address to the collector's port for HTTP, often 4318",
  })
  @Rule(isOneOf('http/protobuf', 'http/json'), 'must be http/protobuf or http/json')
  readonly otlpProtocol!: 'http/protobuf' | 'http/json';

  @EnvironmentVariable({
    name: 'OTEL_TRACES_EXPORTER',
    group: 'Tracing',
    description: 'otlp, or none for no traces.',
    default: 'otlp',
    fix: 'set OTEL_TRACES_EXPORTER=otlp or none',
  })
  @Rule(isOneOf('otlp', 'none'), 'must be otlp or none')
  readonly tracesExporter!: 'otlp' | 'none';

  @EnvironmentVariable({
    name: 'OTEL_SDK_DISABLED',
    group: 'Tracing',
    description: 'true for no traces.',
    default: 'false',
    fix: 'set OTEL_SDK_DISABLED=true or false',
    parse: (text) => text.toLowerCase() === 'true',
  })
  readonly otelDisabled!: boolean;
}
