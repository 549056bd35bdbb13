import type { Model } from 'mongoose';

export interface Write {
  filter: Record<string, unknown>;
  update: Record<string, unknown>;
}

type UpdateOne = (filter: Write['filter'], update: Write['update'], options?: object) => unknown;

/** The same object, save that this property of it is another one. */
const withProperty = <T extends object>(original: T, name: string, other: unknown): T =>
  new Proxy(original, {
    get: (target, property): unknown => {
      if (property === name) return other;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });

/** The same model, save that each `updateOne`, its collection's too, is sent as `rewrite` makes it. */
export function rewriting<T>(model: Model<T>, rewrite: (write: Write) => Write): Model<T> {
  const rewritten =
    (target: { updateOne: unknown }): UpdateOne =>
    (filter, update, options) => {
      const write = rewrite({ filter, update });
      return (target.updateOne as UpdateOne).call(target, write.filter, write.update, options);
    };
  const collection = withProperty(model.collection, 'updateOne', rewritten(model.collection));
  return withProperty(withProperty(model, 'updateOne', rewritten(model)), 'collection', collection);
}
