/** One measured value. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** A metric with all its samples. */
export interface Family {
  type: string;
  help: string;
  samples: Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const COMMENT = new RegExp(`^# (HELP|TYPE) (${NAME}) (.*)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];

const parseLabels = (text: string): Record<string, string> => {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const found = LABEL.exec(text);
    if (!found) throw new Error(`No labels: ${text}`);
    const [, name = '', value = ''] = found;
    if (name in labels) throw new Error(`Twice the label ${name}`);
    labels[name] = value;
  }
  return labels;
};

const parseValue = (text: string): number => {
  // In whatever case, as Prometheus reads it.
  const special = { '+inf': Infinity, '-inf': -Infinity, nan: NaN }[text.toLowerCase()];
  const value = special ?? Number(text);
  if (special === undefined && !Number.isFinite(value)) throw new Error(`No number: ${text}`);
  return value;
};

const familyNameOf = (name: string, families: Map<string, Family>): string => {
  if (families.has(name)) return name;
  const base = name.replace(/_(bucket|sum|count)$/, '');
  if (!['histogram', 'summary'].includes(families.get(base)?.type ?? ''))
    throw new Error(`${name} has no type`);
  return base;
};

/** Buckets rise to the count of all. */
const checkHistogram = (name: string, { samples }: Family): void => {
  const series = new Map<string, [le: number, value: number][]>();
  for (const { labels, value, ...each } of samples) {
    const { le, ...rest } = labels;
    const key = JSON.stringify(rest);
    const known = series.get(key) ?? [];
    series.set(key, known);
    if (each.name === `${name}_bucket`) known.push([parseValue(le ?? ''), value]);
    if (each.name === `${name}_count`) {
      const [lastLe, last] = known.at(-1) ?? [];
      if (lastLe !== Infinity || last !== value) throw new Error(`${name}: +Inf is not the count`);
    }
  }
  for (const buckets of series.values())
    buckets.reduce(([le, value], next) => {
      if (next[0] <= le || next[1] < value) throw new Error(`${name}: buckets do not rise`);
      return next;
    });
};

/** Reads the text format of Prometheus 0.0.4, and throws where it is not kept to. */
export const parseExposition = (text: string): Map<string, Family> => {
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  if (!text.endsWith('\n')) throw new Error('The last line has no end');
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, word, about = '', rest = ''] = COMMENT.exec(line) ?? [];
    if (word === 'HELP') {
      if (families.has(about)) throw new Error(`Twice ${about}`);
      families.set(about, { type: 'untyped', help: rest, samples: [] });
    } else if (word === 'TYPE') {
      const family = families.get(about);
      if (!family || family.samples.length > 0 || !TYPES.includes(rest)) throw new Error(`No type: ${line}`);
      family.type = rest;
    } else {
      const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? [];
      if (!name || seen.has(name + labels)) throw new Error(`No sample, or twice: ${line}`);
      seen.add(name + labels);
      const sample = { name, labels: parseLabels(labels), value: parseValue(value) };
      families.get(familyNameOf(name, families))?.samples.push(sample);
    }
  }
  for (const [name, family] of families) if (family.type === 'histogram') checkHistogram(name, family);
  return families;
};
