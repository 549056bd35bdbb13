import { allOf, type Clause, type Query } from './call-query.mongo.js';

/** One way to come upon the calls of a list: by an index on some value and the time, on the time alone, or on values alone. */
export interface Lead {
  /** Each is asked for by itself; one without a condition is the time alone. */
  looks: Query[];
  /** Whether the index goes on with the time. */
  isByTime: boolean;
  /** What the calls found there still have to meet. */
  rest: Clause[];
}

/** Those by one of the conditions each; what finds the calls in few looks comes first, and by time is gone far back last. */
export const leadsOf = (clauses: readonly Clause[]): Lead[] => {
  const [first] = clauses;
  const lead = (clause: Clause, looks: Query[], isByTime: boolean): Lead => ({
    looks,
    isByTime,
    rest: clauses.filter((each) => each !== clause),
  });
  const whole = (clause: Clause): Lead => lead(clause, [allOf([clause])], false);
  if (first?.field === '_id') return [whole(first)];
  const byValue = clauses.flatMap((clause): Lead[] => {
    const looks = clause.values?.map((value) => ({ [clause.field]: value }) as Query);
    return looks ? [lead(clause, looks, true)] : [];
  });
  const byTime = byValue.length > 0 ? [] : [{ looks: [{}], isByTime: true, rest: [...clauses] }];
  // Of many values there is no order of time: all calls of them are read.
  const byMany = clauses.filter(({ values }) => !values).map(whole);
  return [...byValue, ...byTime, ...byMany];
};
