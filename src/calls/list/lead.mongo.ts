import { allOf, both, type Clause, type Query } from './call-query.mongo.js';

/** One way to come upon the calls of a list: by an index on some value and the time, on the time alone, or on values alone. */
export interface Lead {
  /** Each is asked for by itself; one without a condition is the time alone. */
  looks: Query[];
  /** Whether the index goes on with the time. */
  isByTime: boolean;
  /** What the calls found there still have to meet. */
  rest: Query;
}

const checkOf = (clauses: readonly Clause[]): Query => {
  const quick = clauses.flatMap(({ check }) => (check ? [check] : []));
  return quick.reduce(both, allOf(clauses.filter(({ check }) => !check)));
};

const without = (clauses: readonly Clause[], clause: Clause): Query =>
  checkOf(clauses.filter((each) => each !== clause));

/** Those by one of the conditions each; what finds the calls in few looks comes first, and by time is gone far back last. */
export const leadsOf = (clauses: readonly Clause[]): Lead[] => {
  const [first] = clauses;
  const whole = (clause: Clause): Lead => ({
    looks: [allOf([clause])],
    isByTime: false,
    rest: without(clauses, clause),
  });
  if (first?.field === '_id') return [whole(first)];
  const byValue = clauses.flatMap((clause): Lead[] =>
    clause.values
      ? [
          {
            looks: clause.values.map((value) => ({ [clause.field]: value }) as Query),
            isByTime: true,
            rest: without(clauses, clause),
          },
        ]
      : [],
  );
  const byTime = byValue.length > 0 ? [] : [{ looks: [{}], isByTime: true, rest: checkOf(clauses) }];
  // Of many values there is no order of time: all calls of them are read.
  const byMany = clauses.filter(({ values }) => !values).map(whole);
  return [...byValue, ...byTime, ...byMany];
};
