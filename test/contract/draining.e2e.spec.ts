import { once } from 'node:events';
import { connect } from 'node:net';
import { Redis } from 'ioredis';
import { askToBook, slot } from '../factories/booking.js';
import { type Person, signUp } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';
import { holdTable } from '../support/table-lock.js';

/** A process that has to be given up ends with 1 after `SHUTDOWN_TIMEOUT_MS`. */
const IN_ORDER = { code: 0, signal: null };
const IN_FLIGHT = 8;

let system: System;
let people: Person[];

beforeAll(async () => {
  system = await startSystem({
    env: { DATABASE_POOL_SIZE: '20', DATABASE_LOCK_TIMEOUT_MS: '60000', DATABASE_STATEMENT_TIMEOUT_MS: '60000' },
  });
  const api = new ApiClient(system.api.url);
  people = await Promise.all(Array.from({ length: IN_FLIGHT }, (_, index) => signUp(api, `Person ${index}`)));
});

afterAll(() => system.stop());

async function isRefused(origin: string): Promise<boolean> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

/** Sends the head of a request, and resolves when the API has read it and waits for the body. */
async function startToBook({ accessToken }: Person, hour: number) {
  const { host, hostname, port } = new URL(system.api.url);
  const body = JSON.stringify({ title: 'Slowly told', ...slot(hour) });
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  socket.write(
    `POST /api/v1/bookings HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${accessToken}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1.1 100 /);
  return {
    /** @returns the answer up to the end of the connection */
    finish: async () => {
      let answer = '';
      socket.on('data', (chunk: string) => (answer += chunk)).write(body);
      await once(socket, 'close');
      return answer;
    },
  };
}

describe('a worker that is told to stop', () => {
  it('finishes its jobs, leaves the others to the next one, and each has its effect once', async () => {
    const grace = await signUp(new ApiClient(system.api.url), 'Grace');
    const table = await holdTable(system.db, 'notifications');
    const hours = Array.from({ length: 20 }, (_, index) => index);
    for (const hour of hours) expect((await askToBook(grace, slot(hour))).status).toBe(201);
    // As many groups of messages as are handled at once.
    await table.isWantedBy('lyceum-worker', 2);

    const exited = system.worker.kill('SIGTERM');
    await system.worker.printed('worker.stopping');
    await table.release();
    expect(await exited).toEqual(IN_ORDER);
    const redis = new Redis(system.env['REDIS_URL']!);
    const held = (queue: string) => redis.llen(`${system.env['QUEUE_PREFIX']}:${queue}:active`);
    expect(await Promise.all(['events', 'mail', 'cron'].map(held))).toEqual([0, 0, 0]);
    redis.disconnect();

    await system.worker.restart();
    const count = async () => {
      const notices = await system.db.query(
        `SELECT 1 FROM notifications WHERE user_id = $1 AND type = 'BOOKING_CONFIRMED'`,
        [grace.id],
      );
      const mails = await system.mailbox.list({ to: grace.email, subject: 'Confirmed' });
      return { notices: notices.rowCount, mails: mails.length };
    };
    const seen = await eventually(
      count,
      ({ notices, mails }) => notices! >= hours.length && mails >= hours.length,
      60_000,
    );
    expect(seen).toEqual({ notices: hours.length, mails: hours.length });
  });
});

describe('an API that is told to stop', () => {
  it('takes no more requests, answers those in flight, and ends in order', async () => {
    const table = await holdTable(system.db, 'bookings');
    const answers = people.map((person) => askToBook(person, slot(9)));
    await table.isWantedBy('lyceum-api', IN_FLIGHT);
    const slow = await startToBook(people[0]!, 10);

    const exited = system.api.kill('SIGTERM');
    await eventually(() => isRefused(system.api.url), Boolean);
    expect((await fetch(`${system.api.metricsUrl}/health/ready`)).status).toBe(503);
    expect((await fetch(`${system.api.metricsUrl}/health/live`)).status).toBe(200);

    const told = slow.finish();
    await table.release();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(people.map(() => 201));
    expect(await told).toMatch(/^HTTP\/1.1 201 /);
    const ends = `SELECT FROM audit_entries WHERE action = 'system_shutdown' AND metadata->>'service' = 'lyceum-api'`;
    expect(await exited).toEqual(IN_ORDER);
    expect((await system.db.query(ends)).rowCount).toBe(1);
  });

  it('drops nothing of what comes until its callers have seen that it is not ready', async () => {
    await system.api.restart({ SHUTDOWN_DRAIN_MS: '4000' });
    const statuses: number[] = [];
    const call = async (person: Person) => {
      for (let hour = 20; ; hour += 1) {
        const { status, body } = await person.api.get('/health/ready');
        if (status === 503) return body as unknown;
        statuses.push((await askToBook(person, slot(hour))).status);
      }
    };
    const callers = people.map(call);
    await eventually(
      async () => statuses.length,
      (count) => count > 2 * IN_FLIGHT,
      30_000,
    );
    const exited = system.api.kill('SIGTERM');
    expect(await Promise.all(callers)).toEqual(callers.map(() => ({ status: 'shutting_down' })));
    expect(new Set(statuses)).toEqual(new Set([201]));
    expect(await exited).toEqual(IN_ORDER);
  });
});
