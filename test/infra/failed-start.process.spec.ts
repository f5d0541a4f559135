import { createServer } from 'node:net';
import { once } from 'node:events';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { NodeProcess } from '../support/node-process.mjs';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

/** What a process says that does not come up. */
async function lastWords(program: 'main' | 'worker', settings: Readonly<Record<string, string>>): Promise<string[]> {
  const process = new NodeProcess(program, { DATABASE_URL: database.url, ...settings });
  expect((await process.exited).code).toBe(1);
  return process.logs;
}

describe.each(['main', 'worker'] as const)('a %s process that cannot start', (program) => {
  const nowhere = { DATABASE_URL: 'postgres://127.0.0.1:1/none' };

  it('says so in lines of the configured format', async () => {
    const lines = await lastWords(program, nowhere);
    expect(lines.length).toBeGreaterThan(0);
    const entries = lines.map((line) => JSON.parse(line) as { level: string; event?: string });
    expect(entries.at(-1)).toMatchObject({ level: 'error', event: expect.stringMatching(/\.not_started$/) });
    expect(await lastWords(program, { ...nowhere, LOG_LEVEL: 'silent' })).toEqual([]);
  });

  it('names the setting of the port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const setting = program === 'main' ? 'PORT' : 'WORKER_METRICS_PORT';
    const lines = await lastWords(program, { [setting]: String(port) });
    other.close();
    expect(JSON.parse(lines.at(-1)!).reason).toBe(`${setting} is ${port}, where another program listens already.`);
  });
});
