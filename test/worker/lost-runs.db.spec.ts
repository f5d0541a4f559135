import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type ComposedApp, composeWorker } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { QueueConfig } from '../../src/infra/config/config.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { QueueDirectory } from '../../src/infra/queue/queue-directory.js';
import { newId } from '../../src/kernel/ids.js';
import { INTERACTIVE_RUNS_QUEUE, runKeys, RUNS_QUEUE } from '../../src/kernel/run-queue.js';
import { ExecutionsService } from '../../src/modules/learning/executions/run/executions.service.js';
import { SessionsService } from '../../src/modules/learning/sessions/room/sessions.service.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { offerLanguages } from '../support/executor-offer.mjs';
import { eventually } from '../support/eventually.js';
import { readServices } from '../support/services.mjs';

let composed: ComposedApp;
let ada: Actor;
/** An executor that takes a run and says nothing. */
let silent: Worker;
/** What executors hear. */
let listening: Redis;
const ended: string[] = [];

const get = <T>(token: abstract new (...parameters: never[]) => T): T => composed.app.get<T>(token, { strict: false });

beforeAll(async () => {
  composed = await composeWorker({
    RECONCILE_EVERY_SECONDS: '1',
    RECONCILE_AFTER_SECONDS: '1',
    EXECUTION_WAIT_SECONDS: '2',
    OUTBOX_POLL_MS: '20',
  });
  const { redisUrl } = readServices();
  const { prefix } = get(QueueConfig);
  await offerLanguages(redisUrl, prefix);
  silent = new Worker(RUNS_QUEUE, null, { prefix, connection: { url: redisUrl } });
  listening = new Redis(redisUrl);
  listening.on('message', (_channel, id: string) => ended.push(id));
  await listening.subscribe(runKeys(prefix).cancellations);
  const { id } = await get(Transactions).run(() => get(UsersApi).create({ name: 'Ada', email: 'ada@example.test' }));
  ada = { userId: id, role: 'user', sessionId: newId() };
});

afterAll(async () => {
  await silent.close();
  listening.disconnect();
  await composed.close();
});

const run = async (more: object = {}) =>
  (await get(ExecutionsService).create(ada, { language: 'python', code: 'print(42)', ...more })).id;
const statusOf = async (id: string) => (await get(ExecutionsService).findOne(ada, id)).status;
const jobOf = async (id: string, queue = RUNS_QUEUE) => {
  const job = await eventually(
    () => get(QueueDirectory).get(queue).getJob(`${id}-0`),
    (found) => found !== undefined,
  );
  return job!;
};

it('are taken in the order of those that people wait for together, then others, then tests', async () => {
  const { id: sessionId } = await get(SessionsService).create(ada, { title: 'Recursion' });
  const { id: tests } = await get(ExecutionsService).createTests(ada, {
    ...{ language: 'python', code: 'print(1)', tests: [{ expectedOutput: '1' }] },
  });
  const [alone, inRoom] = [await run(), await run({ sessionId })];
  for (const id of [tests, alone, inRoom]) await jobOf(id);
  const taken: (string | undefined)[] = [];
  for (const token of ['one', 'two', 'three']) taken.push((await silent.getNextJob(token)).id);
  expect(taken).toEqual([inRoom, alone, tests].map((id) => `${id}-0`));
  // Their places are free again.
  for (const id of [inRoom, alone, tests]) await get(ExecutionsService).cancel(ada, id);
});

it('are ended, with a dead letter, when no executor takes them or Redis has lost them, and no others', async () => {
  const taken = await run();
  await jobOf(taken);
  expect((await silent.getNextJob('token')).id).toBe(`${taken}-0`);
  const lost = await run();
  await (await jobOf(lost)).remove();
  await composed.database.pool.query(`UPDATE executions SET status = 'running' WHERE id = $1`, [lost]);
  const waiting = await run();
  const talking = await run({ interactive: true });
  await jobOf(talking, INTERACTIVE_RUNS_QUEUE);

  for (const id of [lost, waiting, talking])
    await eventually(
      () => statusOf(id),
      (status) => status === 'internal_error',
    );
  // What still runs of them somewhere ends.
  await eventually(() => Promise.resolve([lost, waiting, talking].every((id) => ended.includes(id))), Boolean);
  expect(await statusOf(taken)).toBe('queued');
  const { rows } = await composed.database.pool.query<{ error: string }>(
    `SELECT error FROM dead_letters WHERE consumer = 'executions.dispatch' ORDER BY error`,
  );
  const late = expect.stringContaining('No executor ran it within 2 s.');
  expect(rows.map(({ error }) => error)).toEqual([expect.stringContaining('It was lost'), late, late]);
  for (const [queue, id] of [
    [RUNS_QUEUE, waiting],
    [INTERACTIVE_RUNS_QUEUE, talking],
  ] as const)
    expect(await get(QueueDirectory).get(queue).getJob(`${id}-0`)).toBeUndefined();
});
