import { DeliveringService } from '../deliveries/delivering.service.js';
import { deliveryId } from '../deliveries/delivery.js';
import type { SendingService, Sent } from '../deliveries/sending.service.js';
import type { Event } from '../events/event.js';
import type { Health } from '../subscription.js';
import { openRoom, someNews } from './subscriptions-room.js';

const PATIENT = new AbortController().signal;

export const refusing = async () => ({ status: 500, isTaken: false });

/** An endpoint that answers as it is told to, and what it was sent. */
export const openDelivering = async (health: Health = { failures: 0 }) => {
  const room = await openRoom();
  const { clock, subscriptions, deliveries, events, disabling, fanOut } = room;
  const endpoint = await room.subscribe('*');
  const { id } = endpoint;
  await subscriptions.update(id, { health });
  const sent: string[] = [];
  const bench = { answer: async (_event: Event): Promise<Partial<Sent>> => ({ status: 200, isTaken: true }) };
  const send = async (_to: object, event: Event): Promise<Sent> => {
    sent.push(event.id);
    return { at: now(), tookMs: 7, isTaken: false, ...(await bench.answer(event)) };
  };
  const open = () =>
    new DeliveringService(
      ...[subscriptions, deliveries, events, { send } as unknown as SendingService],
      ...[disabling, clock],
    );
  const service = open();
  const now = () => new Date(clock.wall());
  const inMs = (ms: number) => new Date(clock.wall() + ms);
  const isDue = async (count: number) => {
    const all = Array.from({ length: count }, () => someNews());
    await fanOut.tell(all, [endpoint]);
    // What is told is due by the clock of the wall, which is ahead of the test's.
    clock.pass(Date.now() - clock.wall());
    return all.map((each) => each.id);
  };
  const find = async (eventId: string) => (await deliveries.find(deliveryId(eventId, id)))!;
  const stands = async () => (await subscriptions.find(id))!;
  const deliver = (stopping = PATIENT) => service.deliver(id, stopping);
  return { ...room, id, endpoint, bench, sent, open, now, inMs, isDue, find, stands, deliver };
};
