import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const NO_LOGO = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** A build has it here, so that production installs no ReDoc. */
const BUILT = fileURLToPath(new URL('redoc.standalone.js', import.meta.url));

let bundle: string | undefined;

const bundlePath = (): string =>
  existsSync(BUILT) ? BUILT : createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');

/** ReDoc's own bundle, without the one picture that it would load from elsewhere. Read once, about 1 MB. */
export const redocBundle = (): string => {
  bundle ??= readFileSync(bundlePath(), 'utf8').replaceAll(LOGO, NO_LOGO);
  return bundle;
};

/** The page; `root` is the relative path to where Atlas is mounted, so that it also works behind a path prefix. */
export const redocPage = (root: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Atlas API</title>
    <link rel="icon" href="data:," />
    <style>
      body { margin: 0; padding: 0; }
    </style>
  </head>
  <body>
    <redoc spec-url="${root}/openapi.json"></redoc>
    <script src="${root}/redoc/redoc.standalone.js"></script>
  </body>
</html>
`;
