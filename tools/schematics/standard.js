import { chain, externalSchematic } from '@angular-devkit/schematics';
import { houseStyle } from './house-style.js';

const JEST_GLOBALS = ['afterEach', 'beforeEach', 'describe', 'expect', 'it'];

/** Nest's own schematic of the same name, and then what it made so that it compiles and passes the gates here. */
export const standard = (options) => (tree, context) => {
  const { name } = context.schematic.description;
  return chain([externalSchematic('@nestjs/schematics', name, options), houseStyle(repaired)])(tree, context);
};

const repaired = (text) => withJestImport(withUnderscores(withoutAny(text)));

const withoutAny = (text) => text.replaceAll(/(?<=: |<)any\b/g, 'unknown');

/** A parameter that is named only once is unused, and says so by an underscore. */
const withUnderscores = (text) =>
  text.replaceAll(/(?<=[(,]\s*)[a-z]\w*(?=: )/g, (name) =>
    text.match(new RegExp(`\\b${name}\\b`, 'g')).length === 1 ? `_${name}` : name,
  );

/** Jest's functions are imported here, not global. */
function withJestImport(text) {
  const used = JEST_GLOBALS.filter((name) => new RegExp(`\\b${name}\\(`).test(text));
  return used.includes('describe') ? `import { ${used.join(', ')} } from '@jest/globals';\n${text}` : text;
}
