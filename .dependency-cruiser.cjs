/**
 * The layers of docs/architecture, held by `npm run layers`. There is no list of exceptions, and each rule is
 * proven by test/layers.spec.ts, which plants a violation of it and sees it reported.
 */

/** Every room but those below the features and beside them: one folder each, all of one shape. */
const FEATURE = 'src/(?!common/|config/|database/|twilio/|simulator/|demo/|docs/)[^/]+';
/** Where HTTP is known: what a request becomes, and what an answer is made of. */
const EDGE = '[.]controller[.]ts$|[.]mapper[.]ts$|/dto/';
/** What only a test may import. */
const TEST_ONLY = '[.](?:e2e-)?spec[.]ts$|/testing/|^test/';
/** A file named by one plain word (`call.ts`, `call-status.ts`), in the room or one of its sub-folders, holds domain types and rules; `*.errors.ts` its errors. */
const DOMAIN = '/(?:[^/.]+|(?!dto/|testing/)[^/]+/[^/.]+)(?:[.]errors)?[.]ts$';
/** A request of Twilio's as it came: plain data, that ports and domain may speak of. */
const CALLBACK = '^src/twilio/twilio-callback[.]ts$';
/** Programs: what node is started with. Everything else has to be reached from one of them. */
const PROGRAMS =
  '^src/(?:main|simulator/main|demo/demo|openapi|migrate|keys|people|audit|analytics|doctor|listen)[.]ts$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle has no first file to read.', {}, { circular: true }),
    rule('no-unresolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    rule(
      'no-dead-files',
      'A file that no program reaches is dead.',
      { path: PROGRAMS },
      { path: '^src/', pathNot: `${TEST_ONLY}|${PROGRAMS}`, reachable: false },
    ),
    rule(
      'no-undeclared-packages',
      'What is imported is declared in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'production-needs-no-dev-packages',
      'A production install has no devDependencies. Neither the local database nor the demo ever runs there.',
      { path: '^src/', pathNot: `${TEST_ONLY}|^src/database/local/|^src/demo/` },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'tests-stay-out-of-the-product',
      'Specs, in-memory repositories and test support are for tests.',
      { path: '^src/', pathNot: TEST_ONLY },
      { path: TEST_ONLY },
    ),
    rule(
      'controllers-speak-to-services',
      'controller → service → repository; a controller that reads the repository skips the rules.',
      { path: '[.]controller[.]ts$' },
      { path: '[.](?:repository|schema)[.]ts$|^node_modules/(?:mongoose|mongodb)/' },
    ),
    rule(
      'services-know-only-the-port',
      'A service works with any adapter, and does not know HTTP: no adapter, schema, DTO, controller or Express.',
      { path: '[.]service[.]ts$' },
      {
        path: '[.](?:mongo(?:[.]repository)?|schema|controller)[.]ts$|/dto/|^node_modules/(?:mongoose|mongodb|express|@nestjs/(?:platform-express|swagger|mongoose))/',
      },
    ),
    rule(
      'ports-know-only-the-domain',
      'A repository port speaks in domain types alone.',
      { path: '[.]repository[.]ts$', pathNot: `[.]mongo[.]repository[.]ts$|${TEST_ONLY}` },
      { pathNot: `^src/common/|${CALLBACK}|^${FEATURE}${DOMAIN}` },
    ),
    rule(
      'domain-is-plain',
      'Domain types and errors import each other, common and node, never a framework, a package or an outer layer.',
      { path: `${CALLBACK}|^${FEATURE}${DOMAIN}` },
      { pathNot: `^src/common/[^/.]+[.]ts$|${CALLBACK}|^${FEATURE}${DOMAIN}`, dependencyTypesNot: ['core'] },
    ),
    rule(
      'dtos-stay-at-the-edge',
      'DTOs are for controllers and mappers.',
      { path: '^src/', pathNot: `[.](?:controller|mapper)[.]ts$|/dto/|${TEST_ONLY}|^src/common/` },
      { path: '/dto/' },
    ),
    rule(
      'mongoose-stays-in-adapters',
      'Only adapters, schemas, modules and src/database know which database it is.',
      {
        path: '^src/',
        pathNot: `[.](?:mongo(?:[.]repository)?|schema|module)[.]ts$|^src/database/|${TEST_ONLY}`,
      },
      { path: '^node_modules/(?:mongoose|mongodb|@nestjs/mongoose)/' },
    ),
    rule(
      'twilio-sdk-stays-in-its-room',
      'src/twilio is the only importer of the Twilio SDK.',
      { path: '^src/', pathNot: `^src/twilio/|${TEST_ONLY}` },
      { path: '^node_modules/twilio/' },
    ),
    rule(
      'opentelemetry-stays-in-its-room',
      'Two files of src/tracing alone know the SDK of OpenTelemetry.',
      { path: '^src/', pathNot: `^src/tracing/otel[.][^/]+$|${TEST_ONLY}` },
      { path: '^node_modules/@opentelemetry/' },
    ),
    rule(
      'opentelemetry-is-loaded-when-wanted',
      'Where nobody asked for traces nothing of it is loaded.',
      { path: '^src/', pathNot: TEST_ONLY },
      { path: '^src/tracing/otel[.]', dynamic: false },
    ),
    rule(
      's3-stays-in-its-file',
      'One file alone knows the SDK of S3.',
      { path: '^src/', pathNot: `^src/storage/content-store[.]s3[.]ts$|${TEST_ONLY}` },
      { path: '^node_modules/@aws-sdk/' },
    ),
    rule(
      's3-is-loaded-when-wanted',
      'Where recordings are not kept there nothing of it is loaded.',
      { path: '^src/', pathNot: TEST_ONLY },
      { path: '^src/storage/content-store[.]s3[.]', dynamic: false },
    ),
    rule(
      'features-meet-through-services',
      'A feature reaches another through its module, its service and its domain types; never its repository or schema.',
      { path: `^(${FEATURE})/`, pathNot: `${EDGE}|${TEST_ONLY}` },
      { path: `^${FEATURE}/`, pathNot: `^$1/|[.](?:service|module)[.]ts$|${DOMAIN}` },
    ),
    rule(
      'answers-are-composed-at-the-edge',
      "Controllers, mappers and DTOs may also use another feature's mappers, DTOs and decorators: a call shows its recordings.",
      { path: `^(${FEATURE})/.*(?:${EDGE})`, pathNot: TEST_ONLY },
      { path: `^${FEATURE}/`, pathNot: `^$1/|[.](?:service|mapper|decorator)[.]ts$|/dto/|${DOMAIN}` },
    ),
    rule(
      'lower-rooms-know-no-feature',
      'common, config, database and twilio are below the features.',
      { path: '^src/(?:common|config|database|twilio)/', pathNot: TEST_ONLY },
      { path: `^${FEATURE}/|^src/(?:app[.]|demo/)` },
    ),
    rule(
      'common-and-config-are-the-floor',
      'What everything uses, uses nothing of Atlas above itself.',
      { path: '^src/(?:common|config)/', pathNot: TEST_ONLY },
      { path: '^src/', pathNot: '^src/(?:common|config)/' },
    ),
    rule(
      'simulator-stands-alone',
      'A mistake shared by Atlas and the simulator would go unseen: they share configuration and nothing else.',
      { path: '^src/simulator/', pathNot: TEST_ONLY },
      { path: '^src/', pathNot: '^src/(?:simulator|config|common)/' },
    ),
    rule(
      'only-twilio-starts-the-simulator',
      'Production never loads the simulator: one place decides.',
      { path: '^src/', pathNot: `^src/(?:simulator|twilio)/|${TEST_ONLY}` },
      { path: '^src/simulator/' },
    ),
    rule(
      'demo-is-a-client',
      'The demo speaks HTTP to Atlas, as any client does.',
      { path: '^src/demo/', pathNot: TEST_ONLY },
      { path: '^src/', pathNot: '^src/(?:demo|config|common/process)/' },
    ),
    rule(
      'nobody-imports-a-program',
      'The demo, the mains, migrate, keys, people, audit, analytics and doctor are started, not imported.',
      { pathNot: '^src/demo/' },
      { path: '^src/(?:main|simulator/main|migrate|keys|people|audit|analytics|doctor)[.]ts$|^src/demo/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules|^packages/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
