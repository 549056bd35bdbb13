import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/**
 * Ends imports in `.js` in every TypeScript file that was made or changed, and formats it. `repair` changes the text of
 * new files first.
 */
export const houseStyle =
  (repair = (text) => text) =>
  async (tree) => {
    for (const { kind, path } of tree.actions.filter((action) => action.path.endsWith('.ts'))) {
      const text = tree.readText(path);
      tree.overwrite(path, await formatted(path, withExtensions(kind === 'c' ? repair(text) : text)));
    }
  };

const withExtensions = (text) => text.replaceAll(/(?<=from '\.{1,2}\/[^']*)(?<!\.js)(?=')/g, '.js');

async function formatted(path, text) {
  const filepath = join(process.cwd(), path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
