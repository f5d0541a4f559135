import { Module } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Receiver } from '../support/receiver.js';
import { newEmail } from '../factories/person.js';
import { newId } from '../../src/kernel/ids.js';
import { NotificationsModule } from '../../src/modules/messages/notifications/notifications.module.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { UsersModule } from '../../src/modules/people/users/users.module.js';
import { AvailabilityApi } from '../../src/modules/scheduling/availability/availability.api.js';
import { AvailabilityModule } from '../../src/modules/scheduling/availability/availability.module.js';
import { BookingsModule } from '../../src/modules/scheduling/bookings/bookings.module.js';
import { CalendarAddresses } from '../../src/modules/scheduling/calendars/calendar-addresses.js';
import { CalendarFetch } from '../../src/modules/scheduling/calendars/calendar-fetch.js';
import { CalendarsModule } from '../../src/modules/scheduling/calendars/calendars.module.js';
import { ExternalCalendarSync } from '../../src/modules/scheduling/calendars/external-calendar-sync.js';
import { ExternalCalendarsRepository } from '../../src/modules/scheduling/calendars/external-calendars.repository.js';
import { ExternalCalendarsService } from '../../src/modules/scheduling/calendars/external-calendars.service.js';
import { CalendarReader } from '../../src/modules/scheduling/calendars/reading/calendar-reader.js';

/** What reads calendars, without the loop that says when. */
@Module({
  imports: [CalendarsModule, AvailabilityModule, BookingsModule, NotificationsModule, UsersModule],
  providers: [CalendarFetch, CalendarReader, ExternalCalendarSync],
})
class CalendarReading {}

describe('the server of a calendar, when it is away', () => {
  let server: Receiver;
  let composed: ComposedApp;
  let ownerId: string;

  beforeAll(async () => {
    server = await Receiver.open();
    composed = await composeApp(CalendarReading, {
      settings: { EGRESS_ALLOWED_NETWORKS: '127.0.0.0/8', CIRCUIT_BREAKER_FAILURES: '1' },
    });
    ({ id: ownerId } = await get(UsersApi).create({ email: newEmail(), name: 'Ada' }));
    await get(AvailabilityApi).ensurePeople([ownerId]);
  });

  afterAll(async () => {
    await composed.close();
    await server.close();
  });

  beforeEach(() => composed.database.pool.query('TRUNCATE external_calendars, circuit_breakers'));

  const get = <T>(token: abstract new (...parameters: never[]) => T): T =>
    composed.app.get<T>(token, { strict: false });

  async function add(): Promise<string> {
    const id = newId();
    const address = get(CalendarAddresses).seal(`${server.url}/${id}.ics`);
    await get(ExternalCalendarsRepository).insert({ id, ownerId, bookableId: ownerId, name: 'Private', ...address });
    return id;
  }

  /** Reads the calendar that is due. @param meanwhile while its server is asked */
  async function read(retryAfter: string, meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    server.answer = (response) =>
      void meanwhile().then(() => response.writeHead(503, { 'retry-after': retryAfter }).end());
    await get(ExternalCalendarSync).run((await get(ExternalCalendarsRepository).lease())!);
  }

  const circuits = async () =>
    (
      await composed.database.pool.query<{ target: string; seconds: number }>(
        'SELECT target, extract(epoch FROM retry_at - last_failed_at)::int AS seconds FROM circuit_breakers',
      )
    ).rows;

  it('keeps other calendars of its host waiting for five minutes at most, whatever it asks one of them for', async () => {
    const target = new URL(server.url).host;
    await add();
    await read('240');
    expect(await circuits()).toEqual([{ target, seconds: 240 }]);
    await composed.database.pool.query('TRUNCATE external_calendars, circuit_breakers');
    await add();
    await read('86400');
    expect(await circuits()).toEqual([{ target, seconds: 300 }]);
    // The one that was told so waits for as long.
    const { rows } = await composed.database.pool.query(
      `SELECT extract(epoch FROM next_sync_at - last_sync_at)::int AS seconds FROM external_calendars`,
    );
    expect(rows).toEqual([{ seconds: 86_400 }]);
  });

  it('is not kept by its name when the calendar was deleted while it was asked', async () => {
    const id = await add();
    const actor = { userId: ownerId, role: 'user', sessionId: newId() } as const;
    await read('60', () => get(ExternalCalendarsService).remove(actor, id));
    expect(await circuits()).toEqual([]);
  });

  it('is not kept by its name when the calendar got another address while it was asked', async () => {
    const id = await add();
    const calendars = get(ExternalCalendarsRepository);
    await read('60', async () => {
      const elsewhere = get(CalendarAddresses).seal(`http://localhost:${server.port}/other.ics`);
      await calendars.change({ id, version: 1 }, elsewhere);
      await calendars.startAnew(id);
    });
    expect(await circuits()).toEqual([]);
    expect(await calendars.find(ownerId, id)).toMatchObject({ lastSyncAt: null });
  });
});
