/** What the production image does without: tools/build.js and tools/prune-packages.js take it out, the bench leaves it uncounted. */

/** Of dist/: what production never runs; the stamp too, for what is left is no whole build. */
export const isLeftOutOfBuild = (name) => /^(?:simulator|demo|openapi[.].*|[.]built)$/.test(name);

const NEVER_LOADED = [
  // Types, sources in TypeScript, and maps to them.
  /[.][cm]?tsx?$/,
  /[.]map$/,
  // Licences stay.
  /[/](?!(?:licen[cs]e|notice)[^/]*$)[^/]*[.](?:md|markdown)$/i,
  // The compiler comes with @nestjs/swagger, whose plugin runs at a build alone.
  /[/]typescript[/](?!package[.]json$|licen[cs]e)/i,
  // What bundlers take of the SDK of S3; Node takes dist-cjs.
  /[/]@(?:aws-sdk|aws|smithy)[/][^/]+[/]dist-es[/]/,
  // Bundles of Swagger UI that its page does not ask for.
  /[/]swagger-ui-dist[/]swagger-ui(?:-es-bundle(?:-core)?)?[.]js$/,
];

/** Of node_modules/: files that Node never loads and no page asks for. `path` is written with slashes. */
export const isLeftOutOfPackages = (path) => NEVER_LOADED.some((pattern) => pattern.test(path));
