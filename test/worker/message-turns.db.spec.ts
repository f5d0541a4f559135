import { type INestApplicationContext, Module } from '@nestjs/common';
import { Transactions } from '../../src/infra/database/transactions.js';
import { laneOfGuest } from '../../src/infra/outbox/lanes.js';
import { Outbox } from '../../src/infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../src/infra/queue/consumer.js';
import { QueueWorkerModule } from '../../src/infra/queue/queue-worker.module.js';
import { LANE, type RequestContext, requestContext } from '../../src/infra/telemetry/request-context.js';
import { newId } from '../../src/kernel/ids.js';
import { defineEvent, type Message } from '../../src/kernel/message.js';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { eventually } from '../support/eventually.js';

const DISH_ORDERED = defineEvent<{ dish: string; table?: string; thenFor?: string }>('test.dish_ordered', 'table');

const FLOOD = 600;
/** What waits in the queue and is under way when somebody comes, and one round. */
const MOST_BEFORE = 150;

/** Cooks; for some dishes a second course follows from the first one. */
@Consumer({ name: 'test.cook', messages: [DISH_ORDERED] })
class Cook extends MessageConsumer {
  readonly cooked: Message<{ dish: string }>[] = [];

  constructor(private readonly outbox: Outbox) {
    super();
  }

  async handle(message: Message<{ dish: string; thenFor?: string }>): Promise<void> {
    this.cooked.push(message);
    const { thenFor } = message.payload;
    if (thenFor !== undefined) await this.outbox.append(DISH_ORDERED, { dish: thenFor });
  }
}

@Module({ providers: [Cook] })
class Kitchen {}

describe('what follows from requests', () => {
  let app: INestApplicationContext;
  let close: ComposedApp['close'];
  let database: ComposedApp['database'];
  let cook: Cook;

  beforeAll(async () => {
    ({ app, close, database } = await composeApp(Kitchen, {
      settings: { OUTBOX_POLL_MS: '20' },
      imports: [QueueWorkerModule.forRoot()],
    }));
    cook = app.get(Cook);
  });

  afterAll(() => close());

  const order = (dish: string, context: RequestContext | null, more: { thenFor?: string; table?: string } = {}) => {
    const append = () =>
      app
        .get(Transactions, { strict: false })
        .run(() => app.get(Outbox, { strict: false }).append(DISH_ORDERED, { dish, ...more }));
    return context ? requestContext.run(context, append) : append();
  };
  const of = (userId: string): RequestContext => ({ requestId: null, userId });
  const cookedNames = () => cook.cooked.map(({ payload: { dish } }) => dish);

  it('is done in turn: the flood of one account delays no other', async () => {
    const [flooding, other] = [newId(), newId()];
    await app.get(Transactions, { strict: false }).run(() =>
      requestContext.run(of(flooding), () =>
        app.get(Outbox, { strict: false }).appendAll(
          DISH_ORDERED,
          Array.from({ length: FLOOD }, (_, index) => ({ dish: `flood-${index}` })),
        ),
      ),
    );
    await eventually(
      async () => cook.cooked,
      ({ length }) => length > 0,
    );
    await order('soup', of(other), { thenFor: 'pudding' });
    const before = cook.cooked.length;
    const cooked = await eventually(
      async () => cookedNames(),
      (names) => names.includes('pudding'),
    );
    expect(cooked.indexOf('soup') - before).toBeLessThan(MOST_BEFORE);
    // What follows waits where its cause did, and not behind the flood either.
    expect(cooked.indexOf('pudding') - cooked.indexOf('soup')).toBeLessThan(MOST_BEFORE);
    expect(cook.cooked.find(({ payload: { dish } }) => dish === 'pudding')?.lane).toBe(other);
  });

  it('keeps its order where it is about the same, whoever it is that did it', async () => {
    const [first, second] = [newId(), newId()];
    const lanes = async (...dishes: string[]) => {
      const { rows } = await database.pool.query<{ lane: string }>(
        `SELECT lane FROM outbox_messages WHERE payload ->> 'dish' = ANY ($1) ORDER BY array_position($1, payload ->> 'dish')`,
        [dishes],
      );
      return rows.map(({ lane }) => lane);
    };
    const blocker = await database.pool.connect();
    try {
      // Nothing is handed over meanwhile.
      await blocker.query('SELECT pg_advisory_lock(7318404)');
      await order('starter', of(first), { table: 'one' });
      await order('steak', of(second), { table: 'one' });
      await order('salad', of(second), { table: 'two' });
      await app
        .get(Transactions, { strict: false })
        .run(() =>
          requestContext.run(of(first), () =>
            app
              .get(Outbox, { strict: false })
              .appendAll(DISH_ORDERED, [{ dish: 'cheese', table: 'two' }, { dish: 'wine' }]),
          ),
        );
      expect(await lanes('starter', 'steak', 'salad', 'cheese', 'wine')).toEqual([
        `events/${first}`,
        `events/${first}`,
        `events/${second}`,
        `events/${second}`,
        `events/${first}`,
      ]);
    } finally {
      await blocker.query('SELECT pg_advisory_unlock(7318404)');
      blocker.release();
    }
    await eventually(
      async () => cookedNames(),
      (names) => ['steak', 'cheese'].every((name) => names.includes(name)),
    );
    // Once it was handed over there is nothing to wait behind.
    await order('coffee', of(second), { table: 'one' });
    expect(await lanes('coffee')).toEqual([`events/${second}`]);
  });

  it('waits in the lane of the account, of the network of a guest, or of the system', async () => {
    const guest = { requestId: null, [LANE]: () => laneOfGuest('192.0.2.7') };
    const account = newId();
    await order('guest-dish', guest);
    await order('account-dish', { ...guest, userId: account });
    await order('system-dish', null);
    await eventually(
      async () => cookedNames(),
      (names) => ['guest-dish', 'account-dish', 'system-dish'].every((name) => names.includes(name)),
    );
    const laneOf = (name: string) => cook.cooked.find(({ payload: { dish } }) => dish === name)?.lane;
    expect(laneOf('guest-dish')).toMatch(/^guest-\d{1,3}$/);
    expect(laneOf('account-dish')).toBe(account);
    expect(laneOf('system-dish')).toBe('system');
    expect(laneOfGuest('2001:db8::1')).toBe(laneOfGuest('2001:db8::2'));
  });
});
