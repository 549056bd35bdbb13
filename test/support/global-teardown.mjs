/** Ends the database that global-setup.mjs started, and removes its data. */
export default async function globalTeardown() {
  const started = globalThis.atlasTestDatabase;
  if (!started) return;
  await started.database.stop();
  await started.removeData();
}
