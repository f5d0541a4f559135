import { type INestApplicationContext, Module } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { OutboxCleanUp } from '../../src/infra/outbox/outbox-clean-up.task.js';
import { MessagesUnderWay } from '../../src/infra/outbox/messages-under-way.js';
import { Outbox } from '../../src/infra/outbox/outbox.js';
import { RELEASE } from '../../src/infra/outbox/waiting-messages.js';
import { Consumer, MessageConsumer } from '../../src/infra/queue/consumer.js';
import { QueueWorkerModule } from '../../src/infra/queue/queue-worker.module.js';
import { DAY } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { defineEvent, type Message } from '../../src/kernel/message.js';
import { OutboxMessage } from '../../src/infra/outbox/outbox-message.entity.js';
import { DatabaseModule } from '../../src/infra/database/database.module.js';
import { OutboxBacklog } from '../../src/infra/outbox/outbox-backlog.js';
import { WaitingMessagesService } from '../../src/modules/insight/operations/waiting-messages.service.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { eventually } from '../support/eventually.js';

const PAGE_ORDERED = defineEvent<{ page: string }>('test.page_ordered');
const BOOK_ORDERED = defineEvent<{ book: string }>('test.book_ordered');

/** Prints pages, all at once or none while it is closed, and books, which are made of pages. */
@Consumer({ name: 'test.printer', messages: [PAGE_ORDERED, BOOK_ORDERED] })
class Printer extends MessageConsumer {
  readonly printed: string[] = [];
  readonly closed = new Map<string, Promise<void>>();

  async handle({ payload }: Message): Promise<void> {
    const [what] = Object.values(payload) as [string];
    await this.closed.get(what);
    if (what.startsWith('torn')) throw new Error('Torn.');
    this.printed.push(what);
  }

  /** @returns what opens it for this page */
  close(page: string): () => void {
    let open: () => void = () => undefined;
    this.closed.set(page, new Promise((resolve) => (open = resolve)));
    return open;
  }
}

@Module({
  imports: [DatabaseModule.forFeature([OutboxMessage])],
  providers: [Printer, WaitingMessagesService, OutboxCleanUp],
})
class PrintShop {}

describe('messages that wait for others', () => {
  let database: TestDatabase;
  let worker: INestApplicationContext;
  let close: ComposedApp['close'];
  let printer: Printer;
  let outbox: Outbox;

  beforeAll(async () => {
    ({
      app: worker,
      database,
      close,
    } = await composeApp(PrintShop, {
      settings: { OUTBOX_POLL_MS: '20', QUEUE_ATTEMPTS: '1' },
      imports: [QueueWorkerModule.forRoot()],
    }));
    printer = worker.get(Printer);
    outbox = worker.get(Outbox, { strict: false });
  });

  afterAll(() => close());

  const inTransaction = <T>(work: () => Promise<T>) => worker.get(Transactions, { strict: false }).run(work);
  const order = (book: string, pages: readonly string[]) =>
    inTransaction(async () => {
      const waitsFor = await outbox.appendAll(
        PAGE_ORDERED,
        pages.map((page) => ({ page })),
      );
      return outbox.append(BOOK_ORDERED, { book }, { waitsFor });
    });
  const isPrinted = (what: string) =>
    eventually(
      async () => printer.printed,
      (printed) => printed.includes(what),
    );
  const listed = async (id: string) =>
    (await worker.get(WaitingMessagesService).list({})).data.find((message) => message.id === id);

  it('are handled after all of them, and listed with how many are left until then', async () => {
    const open = printer.close('last');
    const book = await order('novel', ['first', 'second', 'last']);
    const waiting = await eventually(
      () => listed(book),
      (message) => message?.children.left === 1,
    );
    expect(waiting).toMatchObject({ name: 'test.book_ordered', children: { total: 3, left: 1, failed: 0 } });
    expect(await worker.get(OutboxBacklog, { strict: false }).read()).toMatchObject({
      waiting: 1,
      scheduled: 0,
      due: 0,
    });
    expect(printer.printed).not.toContain('novel');
    open();
    await isPrinted('novel');
    expect(printer.printed.slice(0, 3).sort()).toEqual(['first', 'last', 'second']);
    expect(await listed(book)).toBeUndefined();
  });

  it('do not wait for what was given up, and for what waits itself as long as that does', async () => {
    const open = printer.close('late');
    const inner = await order('volume', ['torn', 'late']);
    const outer = await inTransaction(() => outbox.append(BOOK_ORDERED, { book: 'edition' }, { waitsFor: [inner] }));
    await eventually(
      () => listed(inner),
      (message) => message?.children.failed === 1,
    );
    expect((await listed(inner))?.children).toEqual({ total: 2, left: 1, failed: 1 });
    expect((await listed(outer))?.children).toEqual({ total: 1, left: 1, failed: 0 });
    open();
    await isPrinted('edition');
    expect(printer.printed.indexOf('volume')).toBeLessThan(printer.printed.indexOf('edition'));
  });

  it('stay when a child of theirs is cleaned up, and wait for the others', async () => {
    const open = printer.close('slow');
    const book = await order('diary', ['quick', 'slow']);
    await isPrinted('quick');
    await database.pool.query(
      `UPDATE outbox_messages SET settled_at = now() - interval '8 days' WHERE payload ->> 'page' = 'quick'`,
    );
    await worker.get(OutboxCleanUp).run(new Date(Date.now() + DAY / 24));
    expect((await listed(book))?.children).toEqual({ total: 1, left: 1, failed: 0 });
    open();
    await isPrinted('diary');
  });

  it('are under way for whoever asks what mentions somebody', async () => {
    const person = newId();
    const open = printer.close('secret');
    await order(person, ['secret']);
    const since = new Date(Date.now() - DAY);
    expect(await worker.get(MessagesUnderWay, { strict: false }).mention(person, since, [])).toBe(true);
    open();
    await isPrinted(person);
  });

  it('are refused with a time of their own, and outside a transaction', async () => {
    const options = { waitsFor: [newId()], availableAt: new Date() };
    await expect(inTransaction(() => outbox.append(BOOK_ORDERED, { book: 'never' }, options))).rejects.toThrow('wait');
    await expect(outbox.append(BOOK_ORDERED, { book: 'never' }, { waitsFor: [newId()] })).rejects.toThrow('outside');
  });

  it('go at once when there is nothing to wait for', async () => {
    await order('empty', []);
    await isPrinted('empty');
    await inTransaction(() => outbox.append(BOOK_ORDERED, { book: 'forgotten' }, { waitsFor: [newId()] }));
    await isPrinted('forgotten');
  });
});

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** Rows that the steps of a plan have read, those included that they threw away. */
function readBy({ Plans = [], ...plan }: Plan): number {
  return plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + Plans.map(readBy).reduce((a, b) => a + b, 0);
}

describe('the look for parents whose children are over', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await database.pool.query(
      `INSERT INTO outbox_messages (name, payload, available_at, is_in_line)
       SELECT 'test.any', '{}', now() + n * interval '1 minute', n <= 0 FROM generate_series(-2500, 2500) n`,
    );
    await database.pool.query('ANALYZE outbox_messages');
  });
  afterAll(() => database.drop());

  it('reads none of the messages that wait for nobody', async () => {
    const { rows } = await database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${RELEASE.replace('$1', `'00000000-0000-0000-0000-000000000000'`)}`,
    );
    expect(readBy(rows[0]!['QUERY PLAN'][0].Plan)).toBeLessThan(3);
  });
});
