import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import type { Message } from '../../src/kernel/message.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { EventTypeCopiesService } from '../../src/modules/scheduling/event-types/copies/event-type-copies.service.js';
import { EVENT_TYPE_HOSTS_CHANGED } from '../../src/modules/scheduling/event-types/event-types.events.js';
import { EventTypesWorkerModule } from '../../src/modules/scheduling/event-types/event-types.worker.module.js';
import { EventTypesService } from '../../src/modules/scheduling/event-types/manage/event-types.service.js';
import { HostNoticesConsumer } from '../../src/modules/scheduling/event-types/messages/host-notices.consumer.js';
import { newEmail } from '../factories/person.js';

let composed: ComposedApp;
let organizationId: string;
let grace: Actor;
let ada: Actor;

beforeAll(async () => {
  composed = await composeApp(EventTypesWorkerModule);
});

afterAll(() => composed.close());

beforeEach(async () => {
  [grace, ada] = [await person('Grace'), await person('Ada')];
  const organizations = get(OrganizationsRepository);
  await get(Transactions).run(async () => {
    organizationId = (await organizations.insert('Engines', grace.userId)).id;
    await organizations.addMember(organizationId, ada.userId, 'member');
  });
  await query('DELETE FROM outbox_messages');
});

const get = <T>(token: abstract new (...parameters: never[]) => T): T => composed.app.get<T>(token, { strict: false });
const query = async <Row = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await composed.database.pool.query(text, values)).rows as Row[];

async function person(name: string): Promise<Actor> {
  const { id } = await get(UsersApi).create({ email: newEmail(name), name });
  return { userId: id, role: 'user', sessionId: newId() };
}

const typeOf = (hosts: readonly Actor[]) =>
  get(EventTypesService).create(grace, {
    ...{ title: 'Mentoring', durations: [30], organizationId, assignment: 'round_robin' },
    hosts: hosts.map(({ userId }) => ({ userId })),
  });
const change = (id: string, hosts: readonly Actor[]) =>
  get(EventTypesService).change(grace, id, { hosts: hosts.map(({ userId }) => ({ userId })) }, undefined);

/** What the person is told once the consumer has had everything that happened, and had it twice. */
async function told({ userId }: Actor): Promise<object[]> {
  const messages = await query<Message>(
    `SELECT id, name, payload, request_id AS "requestId", created_at AS "createdAt" FROM outbox_messages
     WHERE name = $1 ORDER BY id`,
    EVENT_TYPE_HOSTS_CHANGED.name,
  );
  for (const message of [...messages, ...messages])
    await get(Transactions).run(() => get(HostNoticesConsumer).handle(message));
  return query(
    'SELECT type, title, message, metadata, about FROM notifications WHERE user_id = $1 ORDER BY seq',
    userId,
  );
}

describe('hosts of an event type', () => {
  it('are told when others make them hosts or take them off, and not of other changes', async () => {
    const { id } = await typeOf([grace]);
    await change(id, [grace, ada]);
    await get(EventTypesService).change(grace, id, { durations: [45] }, undefined);
    await change(id, [grace]);
    const about = {
      metadata: { eventTypeId: id, actorId: grace.userId },
      about: expect.arrayContaining([grace.userId]),
    };
    expect(await told(ada)).toEqual([
      {
        ...about,
        type: 'EVENT_TYPE_HOST_ADDED',
        title: 'You are a host of Mentoring',
        message: 'Grace made you a host of Mentoring: it can be booked with you.',
      },
      {
        ...about,
        type: 'EVENT_TYPE_HOST_REMOVED',
        title: 'You are a host of Mentoring no more',
        message: 'Grace took you off the hosts of Mentoring. Bookings that you give stay yours.',
      },
    ]);
    expect(await told(grace)).toEqual([]);
  });

  it('are told when the type is made with them, in their language', async () => {
    await query(`UPDATE users SET language = 'fr' WHERE id = $1`, ada.userId);
    await typeOf([grace, ada]);
    expect(await told(ada)).toMatchObject([{ title: 'Vous êtes hôte de Mentoring' }]);
    expect(await told(grace)).toEqual([]);
  });

  it('are told of copies of their own, and when these are taken away', async () => {
    const { id } = await get(EventTypesService).create(grace, {
      title: 'Office hour',
      durations: [30],
      organizationId,
    });
    const copies = get(EventTypeCopiesService);
    await copies.make(grace, id, [ada.userId, grace.userId]);
    await copies.make(grace, id, [ada.userId]);
    await copies.remove(grace, id, ada.userId);
    expect(await told(ada)).toMatchObject([{ type: 'EVENT_TYPE_HOST_ADDED' }, { type: 'EVENT_TYPE_HOST_REMOVED' }]);
    expect(await told(grace)).toEqual([]);
  });
});
