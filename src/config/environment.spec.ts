import { describe, expect, it } from '@jest/globals';
import { createEnvironment } from './create-environment.js';
import { declaredVariables } from './variable.js';
import { LOCAL, namesOf, problemsOf, PRODUCTION, TWILIO } from './testing/settings.js';

describe('Environment without any variable', () => {
  it('needs nothing in development', () => {
    expect(createEnvironment({})).toMatchObject({
      environment: 'development',
      host: '0.0.0.0',
      port: 8000,
      baseUrl: 'http://localhost:8000',
      mongoUri: undefined,
      mongoDb: 'atlas',
      logLevel: 'info',
      trustProxy: false,
      twilioMode: 'simulator',
      twilioApiBaseUrl: undefined,
      twilioTimeoutMs: 10_000,
      simulatorPort: 8001,
      simulatorSpeed: 1,
      reconcileAfterSeconds: 120,
      dataDir: '.atlas',
    });
  });

  it('counts empty and blank text as not set', () => {
    const blank = Object.fromEntries(declaredVariables().map(({ name }) => [name, '  ']));
    expect(createEnvironment(blank)).toEqual(createEnvironment({}));
  });

  it('takes BASE_URL from PORT', () => {
    expect(createEnvironment({ PORT: '9000' }).baseUrl).toBe('http://localhost:9000');
  });
});

describe('Environment in production', () => {
  it('starts with the five required variables, live', () => {
    expect(createEnvironment(PRODUCTION)).toMatchObject({ environment: 'production', twilioMode: 'live' });
  });

  it('names every missing variable at once, in one line each, with the fix', () => {
    const problems = problemsOf({ ENVIRONMENT: 'production' });
    expect(problems.map((line) => line.split(' ')[0])).toEqual([
      'BASE_URL',
      'MONGO_URI',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_FROM_NUMBER',
    ]);
    for (const line of problems) expect(line).toMatch(/^[A-Z_]+ is required in production: [^\n]+$/);
  });

  it.each(Object.keys(PRODUCTION).slice(1))('refuses to start without %s', (name) => {
    expect(namesOf({ ...PRODUCTION, [name]: undefined })).toEqual([name]);
  });

  it('is what NODE_ENV=production means, unless ENVIRONMENT says otherwise', () => {
    expect(createEnvironment({ ...PRODUCTION, ENVIRONMENT: '', NODE_ENV: 'production' }).environment).toBe(
      'production',
    );
    expect(createEnvironment({ NODE_ENV: 'production', ENVIRONMENT: 'test' }).environment).toBe('test');
  });

  it('refuses the simulator', () => {
    expect(problemsOf({ ...PRODUCTION, TWILIO_MODE: 'simulator' })).toEqual([
      'TWILIO_MODE must not be simulator in production: set TWILIO_MODE=live or leave it empty',
    ]);
  });

  it.each(['simulator', 'Live'])(
    'never advises the simulator, nor where TWILIO_MODE is %s',
    (TWILIO_MODE) => {
      expect(problemsOf({ ENVIRONMENT: 'production', TWILIO_MODE }).join('\n')).not.toContain('=simulator');
    },
  );

  it.each([
    ['https://api.twilio.com', true],
    ['https://twilio.com/', true],
    ['https://api.dublin.ie1.twilio.com:8443', true],
    ['http://127.0.0.1:8001', true],
    ['http://localhost:8001', true],
    ['http://[::1]:8001', true],
    ['http://api.twilio.com', false],
    ['https://twilio.com.evil.example', false],
    ['https://eviltwilio.com', false],
    ['https://api.twilio.com@evil.example', false],
    ['https://evil.example#.twilio.com', false],
    ['https://evil.example/.twilio.com', false],
    ['https://localhost.evil.example', false],
    ['https://127.0.0.1.evil.example', false],
    ['https://evil.example', false],
  ])('TWILIO_API_BASE_URL %s: accepted %s', (url, accepted) => {
    expect(namesOf({ ...PRODUCTION, TWILIO_API_BASE_URL: url })).toEqual(
      accepted ? [] : ['TWILIO_API_BASE_URL'],
    );
  });
});

describe('the three Twilio credentials', () => {
  it.each(Object.keys(TWILIO))('are refused everywhere without %s', (name) => {
    for (const ENVIRONMENT of ['development', 'test']) {
      for (const TWILIO_MODE of [undefined, 'live', 'simulator']) {
        expect(namesOf({ ...TWILIO, [name]: undefined, ENVIRONMENT, TWILIO_MODE })).toEqual([name]);
      }
    }
  });

  it('make the mode live, and HOST loopback; TWILIO_MODE and HOST win', () => {
    expect(createEnvironment({ ...LOCAL, ...TWILIO })).toMatchObject({
      twilioMode: 'live',
      host: '127.0.0.1',
    });
    expect(createEnvironment({ ...LOCAL, ...TWILIO, HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
    expect(createEnvironment({ ...LOCAL, ...TWILIO, TWILIO_MODE: 'simulator' })).toMatchObject({
      twilioMode: 'simulator',
      host: '0.0.0.0',
    });
  });

  it('are required by TWILIO_MODE=live', () => {
    expect(namesOf({ TWILIO_MODE: 'live' })).toEqual(Object.keys(TWILIO));
  });
});

describe('each variable', () => {
  it.each<[string, string, object]>([
    ['BASE_URL', 'https://example.com/', { baseUrl: 'https://example.com' }],
    ['BASE_URL', 'https://example.com/atlas//', { baseUrl: 'https://example.com/atlas' }],
    [
      'ALLOWED_HOSTS',
      'atlas.lan, atlas:8000,[::1]:1',
      { allowedHosts: ['atlas.lan', 'atlas:8000', '[::1]:1'] },
    ],
    ['LOG_LEVEL', 'warning', { logLevel: 'warn' }],
    ['LOG_LEVEL', 'DEBUG', { logLevel: 'debug' }],
    ['TRUST_PROXY', 'off', { trustProxy: false }],
    ['TRUST_PROXY', '0', { trustProxy: false }],
    ['TRUST_PROXY', '2', { trustProxy: 2 }],
    ['TRUST_PROXY', '10.0.0.0/8, ::1', { trustProxy: ['10.0.0.0/8', '::1'] }],
    [
      'MONGO_URI',
      'mongodb+srv://u:p@cluster.example.com/x?y=z',
      { mongoUri: 'mongodb+srv://u:p@cluster.example.com/x?y=z' },
    ],
    ['SIMULATOR_SPEED', '0.5', { simulatorSpeed: 0.5 }],
    ['SIMULATOR_PORT', '0', { simulatorPort: 0 }],
    ['TWILIO_API_BASE_URL', 'http://simulator:8001/', { twilioApiBaseUrl: 'http://simulator:8001' }],
    ['ALLOWED_COUNTRIES', 'ca, GB', { allowedCountries: ['CA', 'GB'] }],
    ['BLOCKED_PREFIXES', '+1876,+44', { blockedPrefixes: ['+1876', '+44'] }],
    ['HOST', '::1', { host: '::1' }],
    ['HOST', 'atlas.internal', { host: 'atlas.internal' }],
    ['SIMULATOR_FAULTS', ' seed=7, callback_lost=0.1,', { simulatorFaults: 'seed=7, callback_lost=0.1,' }],
  ])('%s=%s is read', (name, value, expected) => {
    expect(createEnvironment({ [name]: value })).toMatchObject(expected);
  });

  it.each<[string, string[]]>([
    ['ENVIRONMENT', ['prod', 'Production', 'staging']],
    ['HOST', ['a b', 'http://x', '-x', '1.2.3.4/8']],
    ['PORT', ['0', '65536', 'abc', '-1', '8000.5', '1e3', '0x10', '8000;']],
    [
      'BASE_URL',
      [
        'example.com',
        'ftp://x',
        'https://x?y',
        'https://x#y',
        'https://u:p@x',
        'http://',
        '//x',
        'http:\\\\x',
      ],
    ],
    ['ALLOWED_HOSTS', ['*', 'a b', 'https://atlas.lan', 'atlas.lan/x', 'atlas.lan,', 'u@x', '::1', 'x:port']],
    ['ALLOWED_COUNTRIES', ['United States', 'US,XX', 'US,', '1']],
    ['BLOCKED_PREFIXES', ['1876', '+1876,', '+', '+1a']],
    ['MAX_ATTEMPTS_PER_NUMBER', ['-1', '1.5', 'off', '10001']],
    ['MIN_SECONDS_BETWEEN_ATTEMPTS', ['0', '86401', '1m']],
    ['MAX_CALLS_PER_DAY', ['0', '1.5']],
    ['MAX_CALLS_PER_DAY_PER_KEY', ['0', 'x']],
    ['MAX_SPEND_PER_DAY', ['0', '-1', '$5', '1000001']],
    ['ESTIMATED_COST_PER_CALL', ['0', 'free']],
    ['MAX_QUEUE_LENGTH', ['0', '1.5']],
    ['RING_SECONDS', ['4', '601', '60s']],
    ['MAX_CALL_SECONDS', ['9', '86401']],
    ['LOG_LEVEL', ['verbose', 'TRACE', 'constructor']],
    ['MAX_CONNECTIONS', ['0', '1.5', 'x', '1000001']],
    ['MAX_CONNECTIONS_PER_ADDRESS', ['0', '-1']],
    ['TRUST_PROXY', ['true', 'all', '10.0.0.0/33', '10.0.0.0/8,', 'loopback', '33', '1.2.3']],
    [
      'MONGO_URI',
      [
        ...['localhost:27017', 'postgres://x', 'mongodb://', 'mongodb://a b', 'mongodb://u:p/w@db'],
        ...['mongodb://u:p?w@db/x', 'mongodb://u:p@w@db', 'mongodb://u:p', 'mongodb+srv://u/w:p@db'],
      ],
    ],
    ['LOCAL_DATABASE', ['yes', 'true', 'off']],
    ['MONGO_DB', ['a/b', 'a b', 'a.b', '$x', 'x'.repeat(64)]],
    ['TWILIO_MODE', ['Live', 'simulated', 'off']],
    ['TWILIO_TIMEOUT_MS', ['0', '1.5', '300001', '10s']],
    ['SIMULATOR_PORT', ['65536', 'x', '8000']],
    ['SIMULATOR_SPEED', ['0', '-1', 'fast', '10001']],
    ['RECONCILE_AFTER_SECONDS', ['0', '86401', '1.5']],
    ['TWILIO_API_BASE_URL', ['api.twilio.com', 'https://x/path', 'https://x?y', 'ftp://x', 'https://u@x']],
    ['TWILIO_AUTH_TOKEN_SECONDARY', ['a b']],
    [
      'SIMULATOR_FAULTS',
      [
        'lost',
        'call_lost=0.1',
        'callback_lost',
        'callback_lost=2',
        'callback_lost=-1',
        'seed=1.5',
        'create_429=a',
      ],
    ],
  ])('%s is refused when it is wrong, and nothing else is', (name, values) => {
    for (const value of values) expect([value, namesOf({ [name]: value })]).toEqual([value, [name]]);
  });

  it.each([
    'mongodb://db/?maxStalenessSeconds=120',
    'mongodb+srv://u:p@db/x?w=1&READPREFERENCETAGS=dc:ny',
    'mongodb://a,b?readPreference=secondary&readPreferenceTags=',
  ])('MONGO_URI=%s asks to read elsewhere than Atlas does', (value) => {
    expect(problemsOf({ MONGO_URI: value })).toEqual([
      expect.stringMatching(
        /^MONGO_URI must not have readPreferenceTags or maxStalenessSeconds: .*: set MONGO_URI=/,
      ),
    ]);
  });

  it.each<[string, string]>([
    ['TWILIO_ACCOUNT_SID', 'AC123'],
    ['TWILIO_ACCOUNT_SID', `SK${'0a'.repeat(16)}`],
    ['TWILIO_AUTH_TOKEN', 'two words'],
    ['TWILIO_FROM_NUMBER', '15005550006'],
    ['TWILIO_FROM_NUMBER', '+1'],
  ])('%s=%s is refused', (name, value) => {
    expect(namesOf({ ...TWILIO, [name]: value })).toEqual([name]);
  });

  it('is reported together with all others', () => {
    expect(namesOf({ PORT: 'x', LOG_LEVEL: 'y', MONGO_URI: 'z', SIMULATOR_SPEED: 'w' })).toEqual([
      'PORT',
      'LOG_LEVEL',
      'MONGO_URI',
      'SIMULATOR_SPEED',
    ]);
  });
});
