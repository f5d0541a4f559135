import {
  type Booking,
  type ErrorCode,
  type ListCall,
  type Lyceum,
  ProblemError,
  SlotTaken,
  type TimeSpan,
} from '@lyceum/sdk';

/** Compiled, never run: each `@ts-expect-error` fails the check of types when what stands below it compiles. */
export async function types(lyceum: Lyceum, error: unknown): Promise<void> {
  const booking: Booking = await lyceum.bookings.create({ title: 'Algebra', start: '', end: '' });
  await lyceum.bookings.create({ eventTypeId: '', start: '' });
  // @ts-expect-error -- neither a time of one's own nor a slot
  await lyceum.bookings.create({ title: 'Algebra' });
  // @ts-expect-error -- misspelt
  await lyceum.bookings.create({ title: 'Algebra', start: '', end: '', descripton: '' });
  const bookings: ListCall<Booking> = lyceum.bookings.list({ status: 'confirmed' });
  // @ts-expect-error -- no status
  lyceum.bookings.list({ status: 'confrimed' });
  for await (const { title } of bookings) title.toUpperCase();
  // @ts-expect-error -- from and to are needed
  lyceum.slots.list({ eventTypeId: '' });
  // @ts-expect-error -- takes no Idempotency-Key
  await lyceum.bookings.cancel(booking.id, {}, { idempotencyKey: '' });
  // @ts-expect-error -- has no version to be matched
  await lyceum.bookings.create({ title: '', start: '', end: '' }, { ifMatch: 1 });

  for await (const { type } of lyceum.notifications.list()) {
    if (type === 'BOOKING_CONFIRMED') return;
    // @ts-expect-error -- misspelt
    if (type === 'BOOKING_CONFRIMED') return;
  }

  if (error instanceof SlotTaken) {
    const free: TimeSpan[] = error.alternatives;
    const code: 'slot_taken' = error.code;
    free.push({ start: code, end: code });
  }
  if (error instanceof ProblemError) {
    const code: ErrorCode = error.code;
    // @ts-expect-error -- misspelt
    if (code === 'slot_takn') return;
    // @ts-expect-error -- not every refusal has them
    error.alternatives.push();
    if (code === 'slot_taken') return;
  }
  // @ts-expect-error -- no such resource
  await lyceum.boookings.list();
}
