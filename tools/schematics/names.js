import { strings } from '@angular-devkit/schematics';
import pluralize from 'pluralize';
import ts from 'typescript';

const NAME = /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/;

/**
 * Each spelling of a feature's name that its files need, from its singular or its plural, in any case.
 * Throws an Error where none can be made of it.
 */
export function namesOf(given) {
  const kebab = strings.dasherize(given);
  if (!NAME.test(kebab))
    throw new Error(`Invalid name "${given}": must be words in src itself, as in phone-numbers`);
  const one = pluralize.singular(kebab);
  const many = pluralize.plural(one);
  if (one === many) throw new Error(`Invalid name "${given}": its singular and its plural are the same`);
  const thing = strings.camelize(one);
  if (isReserved(thing)) throw new Error(`Invalid name "${given}": "${thing}" is a word of TypeScript`);
  return {
    // In files and paths.
    one,
    many,
    // In sentences.
    words: { one: spaced(one), many: spaced(many), One: strings.capitalize(spaced(one)) },
    // On the wire and in the database.
    snake: { one: strings.underscore(one), many: strings.underscore(many) },
    // In code.
    thing,
    things: strings.camelize(many),
    Thing: strings.classify(one),
    Things: strings.classify(many),
    THING: strings.underscore(one).toUpperCase(),
  };
}

const spaced = (kebab) => kebab.replaceAll('-', ' ');

function isReserved(word) {
  const kind = ts.identifierToKeywordKind(ts.factory.createIdentifier(word));
  return kind !== undefined && kind <= ts.SyntaxKind.LastFutureReservedWord;
}
