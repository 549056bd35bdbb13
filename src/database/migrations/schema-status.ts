import type { Db } from 'mongodb';
import { Instances } from './instances.js';
import type { Migration } from './migration.js';
import { versionAfter } from './migrations.js';
import { readSchema } from './schema-record.js';

/** For people: which steps are done, which are missing, who migrates and which instances run. */
export async function schemaStatus(db: Db, migrations: readonly Migration[]): Promise<string[]> {
  const { version, readableFrom, steps, lease } = await readSchema(db);
  const missing = migrations.filter((each) => each.version > version);
  const running = await new Instances(db).findRunning();
  return [
    `Schema version ${version}, for an Atlas that knows version ${readableFrom} or later; this one knows ${versionAfter(migrations)}`,
    ...steps.map(
      (step) => `  ${step.version}  ${step.name}: done ${step.doneAt.toISOString()}, in ${step.seconds} s`,
    ),
    ...missing.map((step) => `  ${step.version}  ${step.name}: not done yet`),
    ...(lease ? [`${lease.name} migrates it, and is to say so again by ${lease.until.toISOString()}`] : []),
    ...running.map(
      ({ name, release, knows }) => `${name} runs: Atlas ${release}, which knows version ${knows}`,
    ),
  ];
}
