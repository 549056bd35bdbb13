/**
 * What one event tells about a thing: for each field in `greatest` the largest value seen wins, for each in
 * `earliest` the first moment does. Both joins are commutative, associative and idempotent, so that a state
 * built from them depends on the set of events alone, never on their order or repetition.
 */
export interface Evidence<G extends object, E extends object> {
  greatest: Partial<G>;
  earliest: Partial<E>;
}

type Value = number | string | Date;
type Fields = Record<string, Value | undefined>;

const join = (state: Fields, found: Fields, wins: (value: Value, known: Value) => boolean): Fields => {
  const joined = { ...state };
  for (const [field, value] of Object.entries(found)) {
    const known = joined[field];
    if (value !== undefined && (known === undefined || wins(value, known))) joined[field] = value;
  }
  return joined;
};

/** The state after this evidence: the specification of what the database does with `$max` and `$min`. */
export const joinEvidence = <G extends object, E extends object>(
  state: Partial<G & E>,
  { greatest, earliest }: Evidence<G, E>,
): Partial<G & E> => {
  const risen = join(state as Fields, greatest as Fields, (value, known) => value > known);
  return join(risen, earliest as Fields, (value, known) => value < known) as Partial<G & E>;
};
