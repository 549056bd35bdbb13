import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { createEnvironment } from '../config/create-environment.js';
import { isTraced, openTracer } from './open.tracer.js';
import { ToldExporter } from './otel.exporter.js';
import { OtelTracer } from './otel.tracer.js';
import { currentTrace, inSpan, setTracer } from './tracing.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = `00-${traceId}-00f067aa0ba902b7-01`;
const dial = { name: 'dial', facts: {} };

afterEach(() => {
  setTracer(undefined);
  jest.restoreAllMocks();
});

describe('whether anything is traced', () => {
  const OTLP = 'OTEL_EXPORTER_OTLP_ENDPOINT';
  const address = { [OTLP]: 'http://127.0.0.1:4318/' };
  it.each([
    [{}, false],
    [{ [OTLP]: '' }, false],
    [address, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, true],
    [{ ...address, OTEL_SDK_DISABLED: 'TRUE' }, false],
    [{ ...address, OTEL_TRACES_EXPORTER: 'none' }, false],
    [{ ...address, OTEL_SDK_DISABLED: 'false', OTEL_TRACES_EXPORTER: 'otlp' }, true],
  ])('%j: %s', (variables, isAsked) => {
    expect(isTraced(createEnvironment(variables))).toBe(isAsked);
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /OTEL_EXPORTER_OTLP_TRACES_PROTOCOL must be http/],
    [{ [OTLP]: 'http://user:secret@collector:4318' }, /^(?!.*secret).*OTEL_EXPORTER_OTLP_HEADERS/s],
  ])('what cannot be done is told at the start: %j', (variables, told) => {
    expect(() => createEnvironment({ ...address, ...variables })).toThrow(told);
  });

  it('is nothing where nobody asked, and then work is done as it is', async () => {
    await expect(openTracer(createEnvironment({}))).resolves.toBeUndefined();
    const work = async () => currentTrace();
    await expect(inSpan({ ...dial, parent }, work, () => ({}))).resolves.toBeUndefined();
  });
});

describe('a span', () => {
  const traced = async (given?: string): Promise<string | undefined> => {
    const tracer = new OtelTracer(new InMemorySpanExporter());
    setTracer(tracer);
    const inner = await inSpan(
      { ...dial, parent: given },
      async () => currentTrace(),
      () => ({}),
    );
    await tracer.close();
    return inner;
  };

  it('continues the trace that is named, sampled as that is', async () => {
    await expect(traced(parent)).resolves.toMatch(new RegExp(`^00-${traceId}-(?!00f067aa0ba902b7).{16}-01$`));
    await expect(traced(parent.replace(/1$/, '0'))).resolves.toMatch(new RegExp(`^00-${traceId}-.{16}-00$`));
  });

  it('begins a trace where what is named is none', async () => {
    for (const given of [
      undefined,
      '',
      'junk',
      parent.toUpperCase(),
      `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`,
    ]) {
      const inner = await traced(given);
      expect(inner).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(inner).not.toContain(traceId);
    }
  });

  it('of what fails has failed, and tells nothing of the error', async () => {
    const exporter = new InMemorySpanExporter();
    const kept = jest.spyOn(exporter, 'export');
    const tracer = new OtelTracer(exporter);
    setTracer(tracer);
    const work = () => Promise.reject(new Error('+491701234567'));
    await expect(inSpan(dial, work, () => ({}))).rejects.toThrow('+491701234567');
    await tracer.close();
    const [span] = kept.mock.calls[0]![0];
    expect(span).toMatchObject({ name: 'dial', status: { code: 2 }, events: [], attributes: {} });
    expect(JSON.stringify(span!.status)).not.toContain('4917');
  });
});

describe('a collector that is away', () => {
  it('is told of once, and once more when it is back', () => {
    const told: string[] = [];
    for (const level of ['log', 'warn'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((line: unknown) => void told.push(String(line)));
    const answers = [0, 1, 1, 1, 0, 0];
    const inner = new InMemorySpanExporter();
    jest.spyOn(inner, 'export').mockImplementation((_spans, done) => {
      const code = answers.shift()!;
      done({
        code,
        ...(code && { error: Object.assign(new Error('its own words'), { code: 'ECONNREFUSED' }) }),
      });
    });
    const exporter = new ToldExporter(inner, 'http://collector:4318');
    while (answers.length > 0) exporter.export([], () => undefined);
    expect(told).toEqual([
      'Traces are sent to http://collector:4318',
      'Traces cannot be sent to http://collector:4318, and are dropped: ECONNREFUSED',
      'Traces are sent to http://collector:4318 again',
    ]);
  });
});
