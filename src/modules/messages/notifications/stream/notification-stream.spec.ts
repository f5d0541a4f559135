import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { Clock, SECOND } from '../../../../kernel/clock.js';
import type { NotificationRow } from '../notification-row.js';
import { NotificationStream } from './notification-stream.js';

const BATCH = 10;
const BUFFER_BYTES = 65_536;

class SetClock extends Clock {
  milliseconds = Date.parse('2027-01-31T09:00:00Z');

  now(): Date {
    return new Date(this.milliseconds);
  }

  pass(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }
}

/** In-memory feed that counts reads. */
class Feed {
  readonly batch = BATCH;
  readonly rows: NotificationRow[] = [];
  reads = 0;
  failure: Error | null = null;

  add(count: number, bytes = 10): void {
    for (let index = 0; index < count; index += 1)
      this.rows.push({
        id: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11',
        seq: String(this.rows.length + 1),
        type: 'TEST',
        title: 'Test',
        message: 'm'.repeat(bytes),
        language: 'en',
        isRead: false,
        metadata: {},
        createdAt: new Date('2027-01-31T08:00:00Z'),
      });
  }

  async read(after: string): Promise<NotificationRow[]> {
    this.reads += 1;
    if (this.failure) throw this.failure;
    return this.rows.filter(({ seq }) => Number(seq) > Number(after)).slice(0, BATCH);
  }
}

describe('NotificationStream', () => {
  let clock: SetClock;
  let feed: Feed;
  let errors: unknown[];
  let stream: NotificationStream;

  beforeEach(() => {
    clock = new SetClock();
    feed = new Feed();
    errors = [];
    stream = new NotificationStream(feed, clock, (error) => errors.push(error));
  });

  afterEach(() => {
    stream.destroy();
  });

  /** A client that always keeps up. */
  function collect(): { text: string } {
    const collected = { text: '' };
    stream.on('data', (chunk: Buffer) => {
      collected.text += chunk.toString();
    });
    return collected;
  }

  const ids = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

  async function settle(): Promise<void> {
    for (let turns = 0; turns < 200; turns += 1) await turn();
  }

  it('greets with the place from which the client can resume, then waits', async () => {
    const collected = collect();
    stream.start('7', { name: 'unread', data: { unread: 3 } });
    await settle();
    expect(collected.text).toBe('retry: 2000\n\nid: 7\nevent: unread\ndata: {"unread":3}\n\n');
  });

  it('sends what follows its place, each once and in order, over several batches', async () => {
    feed.add(35);
    const collected = collect();
    stream.start('4');
    await settle();
    feed.add(2);
    stream.wake();
    stream.wake();
    await settle();
    expect(ids(collected.text)).toEqual(upTo(37, 5));
  });

  it('shows a notification as the list does, without what is internal', async () => {
    feed.add(1);
    const collected = collect();
    stream.start('0');
    await settle();
    const data = /^event: notification\ndata: (.+)$/m.exec(collected.text)?.[1] ?? '';
    expect(Object.keys(JSON.parse(data))).toEqual([
      'id',
      'type',
      'title',
      'message',
      'language',
      'isRead',
      'metadata',
      'createdAt',
    ]);
  });

  it('keeps no more than its buffer for a client that does not read, and goes on where it stopped', async () => {
    feed.add(400, 2000);
    stream.start('0');
    stream.read(0);
    await settle();
    const reads = feed.reads;
    expect(stream.readableLength).toBeGreaterThanOrEqual(BUFFER_BYTES);
    expect(stream.readableLength).toBeLessThan(BUFFER_BYTES + 3000);
    stream.wake();
    await settle();
    expect(feed.reads).toBe(reads);
    const collected = collect();
    await settle();
    expect(ids(collected.text)).toEqual(upTo(400));
  });

  it('measures for how long a client has not read, from when its buffer was full until it reads again', async () => {
    feed.add(100, 2000);
    stream.start('0');
    stream.read(0);
    await settle();
    clock.pass(31 * SECOND);
    expect(stream.stalledMs).toBe(31 * SECOND);
    collect();
    await settle();
    expect(stream.stalledMs).toBe(0);
  });

  it('keeps an idle connection alive, and only an idle one', async () => {
    const collected = collect();
    stream.start('0');
    clock.pass(12 * SECOND);
    stream.keepAlive(13 * SECOND);
    feed.add(1);
    stream.wake();
    await settle();
    clock.pass(12 * SECOND);
    stream.keepAlive(13 * SECOND);
    await settle();
    expect(collected.text).not.toMatch(/^:/m);
    clock.pass(SECOND);
    stream.keepAlive(13 * SECOND);
    await settle();
    expect(collected.text.endsWith(':\n\n')).toBe(true);
  });

  it('reads again when the end of the feed has moved, also after a read that failed', async () => {
    const collected = collect();
    stream.start('0');
    await settle();
    stream.lookAt('0');
    await settle();
    feed.add(1);
    feed.failure = new Error('The database is away.');
    stream.lookAt('1');
    await settle();
    expect(errors).toEqual([feed.failure]);
    feed.failure = null;
    stream.lookAt('1');
    await settle();
    expect(ids(collected.text)).toEqual([1]);
    const { reads } = feed;
    stream.lookAt('1');
    await settle();
    expect(feed.reads).toBe(reads);
  });

  it('ends with the reason, and says nothing afterwards', async () => {
    const collected = collect();
    stream.start('0');
    stream.finish('session_ended');
    feed.add(1);
    stream.wake();
    stream.keepAlive(0);
    stream.finish('token_expired');
    await settle();
    expect(collected.text).toBe('retry: 2000\n\nevent: end\ndata: {"code":"session_ended"}\n\n');
    expect(stream.readableEnded).toBe(true);
  });

  it('stops reading the feed when the connection is gone', async () => {
    feed.add(1000);
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    stream.pipe(sink);
    stream.start('0');
    stream.destroy();
    await settle();
    const { reads } = feed;
    stream.wake();
    await settle();
    expect(feed.reads).toBe(reads);
    expect(reads).toBeLessThan(3);
  });
});
