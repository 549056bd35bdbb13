import { apply, applyTemplates, chain, mergeWith, url } from '@angular-devkit/schematics';
import { ModuleDeclarator } from '@nestjs/schematics';
import { houseStyle } from './house-style.js';
import { namesOf } from './names.js';

const APP_MODULE = '/src/app.module.ts';
const NEXT_STEPS = `Next: give it its fields, and write its API down with \`npm run openapi\`. Every route names a valid body
in test/every-route.e2e-spec.ts, and every query is asked in test/indexes.e2e-spec.ts.`;

/** A feature in the shape of src/users with its specs, imported into the application. Writes over no file. */
export const resource = ({ name, path }) => {
  const names = namesOf([path, name].filter(Boolean).join('/'));
  return chain([
    mergeWith(apply(url('./resource'), [applyTemplates(names)])),
    imported(names.many),
    houseStyle(),
    (_tree, context) => context.logger.info(NEXT_STEPS),
  ]);
};

const imported = (name) => (tree) => {
  const what = { name, path: `/src/${name}`, type: 'module' };
  const where = { module: APP_MODULE, metadata: 'imports' };
  tree.overwrite(
    APP_MODULE,
    new ModuleDeclarator().declare(tree.readText(APP_MODULE), { ...what, ...where }),
  );
};
