import type { Model } from 'mongoose';

export interface Write {
  filter: Record<string, unknown>;
  update: Record<string, unknown>;
}

/** The same model, save that each `updateOne` is sent as `rewrite` makes it. */
export function rewriting<T>(model: Model<T>, rewrite: (write: Write) => Write): Model<T> {
  return new Proxy(model, {
    get: (target, property): unknown => {
      if (property === 'updateOne')
        return (filter: Write['filter'], update: Write['update'], options?: object) => {
          const write = rewrite({ filter, update });
          return target.updateOne(write.filter, write.update, options);
        };
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
