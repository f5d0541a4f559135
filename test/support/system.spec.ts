import { createDatabase } from './database.mjs';
import { ApiClient } from './http.js';
import { startSystem } from './system.mjs';

describe('createDatabase', () => {
  it('makes migrated databases that know nothing of each other', async () => {
    const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
    await one.pool.query('CREATE TABLE only_here ()');
    const tables = await other.pool.query("SELECT to_regclass('users') AS users, to_regclass('only_here') AS here");
    expect(tables.rows).toEqual([{ users: 'users', here: null }]);
    await Promise.all([one.drop(), other.drop()]);
  });
});

describe('startSystem', () => {
  it('starts processes that can be killed and started again at the same address', async () => {
    const system = await startSystem({ apis: 1, worker: true });
    const { api, worker } = system;
    const client = new ApiClient(api.url);
    await api.kill('SIGKILL');
    await expect(client.get('/health/live')).rejects.toThrow('fetch failed');
    await api.restart();
    expect((await client.get('/health/live')).status).toBe(200);

    await worker.kill('SIGKILL');
    await worker.restart();
    expect((await fetch(`${worker.metricsUrl}/health/ready`)).status).toBe(200);
    await system.stop();
    for (const event of ['api.stopped', 'worker.stopped'])
      expect(system.logs).toContainEqual(expect.stringContaining(`"${event}"`));
  });
});
