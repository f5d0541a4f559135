import { DataHolders } from '../../src/modules/people/users/data-holders.js';
import { ErasureSteps } from '../../src/modules/people/users/erasure-steps.js';
import { ErasuresService } from '../../src/modules/people/users/erasures.service.js';
import { StalledErasures } from '../../src/modules/people/users/stalled-erasures.task.js';
import type { EraseStep } from '../../src/modules/people/users/users.jobs.js';
import { UserPicturesService } from '../../src/modules/people/users/picture/user-pictures.service.js';
import { PNG } from '../support/pictures.js';
import { at, type Member, type Somebody, ToldPeople } from './told-people.js';

interface State {
  readonly id: string;
  readonly status: string;
  readonly done: number;
  readonly total: number;
  readonly step: number;
  readonly traces: object | null;
}

let people: ToldPeople;
let leaver: Member;
let guest: Somebody;

beforeAll(async () => {
  people = await ToldPeople.open();
});
afterAll(() => people.close());

beforeEach(async () => {
  [leaver, guest] = [await people.member('Leaving Lea'), people.guest('Joan')];
});

async function bookAt(hour: number): Promise<string> {
  const attendees = [{ email: guest.email, name: guest.name }];
  const { id } = await people.bookings.create(leaver.actor, {
    ...{ title: 'Reading', start: at(hour), end: at(hour + 1) },
    attendees,
  });
  return id;
}

const close = () => people.app.get(ErasuresService, { strict: false }).request(leaver.actor);
const take = (step: EraseStep) =>
  people.inTransaction(() => people.app.get(ErasureSteps, { strict: false }).take(step));

async function state(): Promise<State> {
  const [row] = await people.sql<State>('SELECT * FROM erasures WHERE user_id = $1', [leaver.id]);
  return row!;
}

async function messages(): Promise<EraseStep[]> {
  const rows = await people.sql<{ payload: EraseStep }>(
    `SELECT payload FROM outbox_messages WHERE name = 'users.erase-person' AND payload->>'erasureId' = $1 ORDER BY id`,
    [(await state()).id],
  );
  return rows.map(({ payload }) => payload);
}

/** Takes the steps as the worker does, until the erasure is in that status, or the steps are used up. */
async function takeUntil(status: string, steps = 60): Promise<State> {
  for (let count = 0; count < steps && (await state()).status !== status; count += 1)
    await take((await messages()).at(-1)!);
  return state();
}

/** As if every consumer had done its work, and every mail were sent. */
async function tellEverybody(): Promise<void> {
  await people.sql(`UPDATE outbox_messages SET published_at = now(), settled_at = now(), consumers = '{}'`);
  await people.sql(`UPDATE email_deliveries SET status = 'sent'`);
}

const aDayPasses = () =>
  people.sql(`UPDATE erasures SET created_at = now() - interval '25 hours' WHERE user_id = $1`, [leaver.id]);

const statusesOf = async (ids: readonly string[]) => {
  const rows = await people.sql<{ status: string }>('SELECT status FROM bookings WHERE id = ANY($1) ORDER BY id', [
    ids,
  ]);
  return rows.map(({ status }) => status);
};

describe('an erasure', () => {
  it('does nothing twice when a step is repeated, and goes on in one line of steps', async () => {
    await bookAt(1);
    await close();
    const [first] = await messages();
    await take(first!);
    const after = await state();
    await Promise.all([take(first!), take(first!)]);
    expect(await state()).toEqual(after);
    expect(await messages()).toHaveLength(2);
    await takeUntil('telling');
    await tellEverybody();
    const done = await takeUntil('done');
    expect(done).toMatchObject({ status: 'done', traces: null });
    const steps = (await messages()).map(({ step }) => step);
    expect(steps).toEqual(steps.map((_step, index) => index));
  });

  it('takes what has nothing of the person together, instead of a message for each feature', async () => {
    await close();
    await tellEverybody();
    await takeUntil('erasing');
    const before = (await messages()).length;
    const { done, total } = await takeUntil('done');
    expect(done).toBe(total);
    const holders = people.app.get(DataHolders, { strict: false }).all().length;
    expect((await messages()).length - before).toBeLessThan(holders / 2);
  });

  it('waits until everybody was told, for a day and no longer', async () => {
    const id = await bookAt(2);
    await close();
    await takeUntil('telling');
    for (let count = 0; count < 3; count += 1) await take((await messages()).at(-1)!);
    expect((await state()).status).toBe('telling');
    expect(await statusesOf([id])).toEqual(['cancelled']);
    await aDayPasses();
    await takeUntil('done');
    expect((await state()).status).toBe('done');
  });

  it('finds the mails about what was deleted in a step before', async () => {
    const { id } = await people.bookings.create(leaver.actor, { title: 'Alone', start: at(3), end: at(4) });
    await close();
    await takeUntil('telling');
    await tellEverybody();
    const isThere = async () => (await people.sql('SELECT FROM bookings WHERE id = $1', [id])).length > 0;
    while (await isThere()) await take((await messages()).at(-1)!);
    expect(await state()).toMatchObject({
      status: 'erasing',
      traces: { own: expect.arrayContaining([leaver.id, id]) },
    });
    const [late] = await people.sql<{ id: string }>(
      `INSERT INTO email_deliveries (template, recipient, time_zone, subject, data, message_id, cause, priority, status, attempt_limit)
       VALUES ('BOOKING_CANCELLED', $1, 'UTC', 'Cancelled: Alone', '{"title": "Alone"}', $2, $2, 'normal', 'failed', 3) RETURNING id`,
      [guest.email, `booking:${id}:late`],
    );
    expect((await takeUntil('done')).status).toBe('done');
    const rows = await people.sql('SELECT subject, data FROM email_deliveries WHERE id = $1', [late!.id]);
    expect(rows).toEqual([{ subject: '', data: null }]);
  });

  it('cancels all bookings but the one that cannot be, erases the rest, and is done when none is left', async () => {
    const ids = [await bookAt(4), await bookAt(5), await bookAt(6)].sort();
    await people.sql(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$`,
    );
    await people.sql(
      `CREATE TRIGGER refused BEFORE UPDATE ON bookings FOR EACH ROW WHEN (OLD.id = '${ids[0]!}') EXECUTE FUNCTION refuse()`,
    );
    try {
      await close();
      await takeUntil('telling', 8);
      expect(await statusesOf(ids)).toEqual(['confirmed', 'cancelled', 'cancelled']);
      expect((await state()).status).toBe('ending');
    } finally {
      await people.sql('DROP TRIGGER refused ON bookings');
      await people.sql('DROP FUNCTION refuse()');
    }
    await takeUntil('telling');
    expect(await statusesOf(ids)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    await tellEverybody();
    expect((await takeUntil('done')).status).toBe('done');
  });

  it('is taken up again when its message is lost, and not while it moves', async () => {
    await close();
    const stalled = people.app.get(StalledErasures, { strict: false });
    await stalled.run(new Date());
    expect(await messages()).toHaveLength(1);
    await people.sql(`UPDATE erasures SET updated_at = now() - interval '2 hours' WHERE user_id = $1`, [leaver.id]);
    await stalled.run(new Date());
    const [lost, next] = await messages();
    await take(lost!);
    expect((await state()).status).toBe('ending');
    expect(await messages()).toHaveLength(2);
    await take(next!);
    expect(await messages()).toHaveLength(3);
  });

  it('takes the picture, which everybody sees, with the account at once, and not when everybody was told', async () => {
    const pictures = people.app.get(UserPicturesService, { strict: false });
    const { pictureUrl } = await pictures.replace(leaver.actor, leaver.id, Buffer.from(PNG, 'base64'), undefined);
    const file = pictureUrl!.slice(pictureUrl!.lastIndexOf('/') + 1);
    expect((await pictures.content(file)).mediaType).toBe('image/png');
    await close();
    expect((await state()).status).toBe('ending');
    await expect(pictures.content(file)).rejects.toMatchObject({ code: 'not_found' });
    const again = pictures.replace(leaver.actor, leaver.id, Buffer.from(PNG, 'base64'), undefined);
    await expect(again).rejects.toMatchObject({ code: 'not_found' });
  });
});
