import { randomBytes } from 'node:crypto';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { NodeProcess } from '../support/node-process.mjs';

const email = 'boss@example.org';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

async function seeded(settings: Readonly<Record<string, string>>): Promise<[code: number | null, said: string]> {
  const seed = new NodeProcess('cli/seed', { DATABASE_URL: database.url, LOG_LEVEL: 'error', ...settings });
  const { code } = await seed.exited;
  return [code, seed.logs.join('\n')];
}

async function people(): Promise<unknown[]> {
  return (await database.pool.query('SELECT email, role FROM users ORDER BY email')).rows;
}

describe('the seed', () => {
  it.each([
    ['abc', 'ADMIN_PASSWORD must have 8 to 128 characters.'],
    ['password1', 'ADMIN_PASSWORD: The password is too easy to guess.'],
  ])('makes no administrator whose password is %s', async (password, sentence) => {
    const [code, said] = await seeded({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password });
    expect([code, said.split('\n')]).toEqual([1, [expect.stringContaining(sentence)]]);
    expect(await people()).toEqual([]);
  });

  it('makes the administrator, says when there is one, and refuses an account that is none', async () => {
    const settings = { ADMIN_EMAIL: email, ADMIN_PASSWORD: randomBytes(12).toString('base64url') };
    expect(await seeded(settings)).toEqual([0, JSON.stringify({ email, role: 'admin' })]);
    const [code, said] = await seeded({ ...settings, ADMIN_PASSWORD: randomBytes(12).toString('base64url') });
    expect([code, said]).toEqual([0, expect.stringContaining(`There is an account of ${email} (admin) already`)]);
    await database.pool.query(`UPDATE users SET role = 'user' WHERE email = $1`, [email]);
    const refused = await seeded(settings);
    expect(refused).toEqual([1, expect.stringMatching(/\(user\) already: .* Choose another ADMIN_EMAIL/)]);
    expect(await people()).toEqual([{ email, role: 'user' }]);
  });

  it('says in a sentence that the database is away', async () => {
    const [code, said] = await seeded({
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
      ADMIN_EMAIL: email,
      ADMIN_PASSWORD: randomBytes(12).toString('base64url'),
    });
    expect([code, said]).toEqual([1, expect.stringMatching(/^The database of DATABASE_URL cannot be reached: .*$/)]);
  });
});
