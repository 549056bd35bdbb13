import { FAULTS_UNTIL } from './script.js';
import type { World } from './world.js';

const FROM = 6_000;

const sometime = ({ chance }: World): number => chance.between(FROM, FAULTS_UNTIL - 20_000);

/** Mostly whoever dials. */
const victim = (world: World) => {
  const leader = world.chance.is(0.8) ? world.leader() : undefined;
  return leader ?? world.someone();
};

const replaceSoon = (world: World): void => {
  world.time.after(world.chance.between(500, 3_000), () => world.start());
};

/** A process is killed, whoever dials by choice; another one starts. */
export const kill = (world: World, instance = victim(world)): void => {
  instance?.host.kill();
  world.journal.troubled();
  replaceSoon(world);
};

/** A process is asked to end, and replaced. */
const restart = (world: World): void => {
  const instance = victim(world);
  world.journal.troubled();
  instance?.host.run(() => {
    const end = (): void => world.time.after(1, () => instance.host.kill());
    instance.dispatcher.beforeApplicationShutdown().then(end, end);
  });
  replaceSoon(world);
};

const freeze = (world: World): void => {
  const { script, chance, journal, time } = world;
  if (!script.freeze) return;
  const ms = chance.between(300, chance.is(0.5) ? 3_000 : 15_000);
  victim(world)?.host.freeze(script.freeze, ms);
  journal.troubled();
  time.after(ms, () => journal.troubled());
};

/** One clock is set wrong: a host's, or the database's. */
const stepClock = (world: World, isDatabase: boolean): void => {
  const ms = world.chance.between(-30_000, 30_000);
  if (isDatabase) world.stepDatabase(ms);
  else victim(world)?.host.step(ms);
  world.journal.troubled();
};

const pause = (world: World): void => {
  const { chance, time, journal } = world;
  const instance = world.someone();
  instance?.host.run(() => {
    const paused = instance.dispatch.pause();
    paused.then(
      () => journal.paused && (journal.paused.answeredAt = time.now),
      () => undefined,
    );
  });
  // Again and again: the pause may come later than it was asked for.
  const resume = (): void => {
    const other = world.database.dispatchers.record.pausedAt ? world.someone() : undefined;
    other?.host.run(() => void other.dispatch.resume().catch(() => undefined));
    time.after(5_000, resume);
  };
  time.after(chance.between(3_000, 12_000), resume);
};

/** What goes wrong, and what people do. */
export const tellOfTrouble = (world: World): void => {
  const { chance, time, script } = world;
  if (chance.is(0.4)) time.at(chance.between(8_000, 25_000), () => pause(world));
  for (let i = 0; i < 3; i += 1)
    if (chance.is(script.hasFaults ? 0.2 : 0.9)) time.at(chance.between(FROM, 30_000), () => restart(world));
  if (!script.hasFaults) return;
  if (chance.is(0.6)) time.at(sometime(world), () => kill(world));
  for (let i = 0; i < 2; i += 1) time.at(sometime(world), () => freeze(world));
  const isDatabase = chance.is(0.3);
  // Of three clocks one may be wrong: one that stands still is one.
  const areAllRight = script.freeze === null || script.freeze === 'process';
  if (areAllRight && chance.is(0.5))
    time.at(chance.between(20_000, 45_000), () => stepClock(world, isDatabase));
};
