import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SeedModule } from '../apps/seed.module.js';
import { loadEnvironment } from '../apps/environment.js';
import { SeedConfig } from '../apps/seed.config.js';
import { InvalidEnvironment } from '../infra/config/env.js';
import { Transactions } from '../infra/database/transactions.js';
import type { PlatformRole } from '../infra/access/actor.js';
import { AccountProvisioning } from '../modules/people/auth/account-provisioning.js';
import { UsersApi, type UserRecord } from '../modules/people/users/users.api.js';
import { makeDemoData } from './demo-data.js';

/*
 * `seed`         makes the administrator of ADMIN_EMAIL and ADMIN_PASSWORD, unless there is an account of that address.
 * `seed --demo`  makes accounts to try the system with, an organization and some bookings, and prints the accounts with
 *                their random passwords as JSON lines `{"email", "password", "role"}`; it refuses in production.
 * Both can be repeated: what is there stays. Everything is made or, when it is interrupted, nothing.
 */

interface Account {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly role: PlatformRole;
}

const randomPassword = () => randomBytes(12).toString('base64url');

const demo = (): Account[] => [
  { email: 'admin@example.org', name: 'Alex Admin', password: randomPassword(), role: 'admin' },
  { email: 'ada@example.org', name: 'Ada Lovelace', password: randomPassword(), role: 'user' },
  { email: 'grace@example.org', name: 'Grace Hopper', password: randomPassword(), role: 'user' },
];

async function main(): Promise<number> {
  const env = loadEnvironment();
  const wantsDemo = process.argv.includes('--demo');
  if (wantsDemo && env.NODE_ENV === 'production') return fail('Demo accounts are not made in production.');
  const app = await NestFactory.createApplicationContext(await SeedModule.forRoot(env), {
    logger: false,
    abortOnError: false,
  });
  try {
    const { adminEmail, adminPassword } = app.get(SeedConfig);
    if (!wantsDemo && (!adminEmail || !adminPassword))
      return fail('Set ADMIN_EMAIL and ADMIN_PASSWORD, or use --demo.');
    const accounts = wantsDemo ? demo() : [];
    if (adminEmail && adminPassword)
      accounts.push({ email: adminEmail, name: 'Administrator', password: adminPassword, role: 'admin' });
    await app.get(Transactions).run(() => seed(app, accounts, adminPassword));
    return 0;
  } finally {
    await app.close();
  }
}

async function seed(
  app: INestApplicationContext,
  accounts: readonly Account[],
  adminPassword: string | undefined,
): Promise<void> {
  const made = new Map<string, UserRecord>();
  for (const account of accounts) {
    if (await app.get(UsersApi).findForSignIn(account.email)) continue;
    made.set(account.email, await create(app.get(AccountProvisioning), app.get(UsersApi), account));
    const { email, role } = account;
    const shown = account.password === adminPassword ? { email, role } : { email, password: account.password, role };
    process.stdout.write(`${JSON.stringify(shown)}\n`);
  }
  const [teacher, student] = [made.get('ada@example.org'), made.get('grace@example.org')];
  if (teacher && student) await makeDemoData(app, teacher, student);
}

async function create(provisioning: AccountProvisioning, users: UsersApi, account: Account): Promise<UserRecord> {
  const user = await provisioning.create(account);
  await users.markEmailVerified(user.id, user.email);
  return user;
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof InvalidEnvironment) return fail(error.message);
  throw error;
});
