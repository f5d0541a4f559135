import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SeedModule } from '../apps/seed.module.js';
import { loadEnvironment } from '../apps/environment.js';
import { SeedConfig } from '../apps/seed.config.js';
import { InvalidEnvironment } from '../infra/config/env.js';
import { Transactions } from '../infra/database/transactions.js';
import { showSourceLines } from '../infra/telemetry/source-lines.js';
import { CodedError } from '../kernel/coded-error.js';
import { AccountProvisioning } from '../modules/people/auth/accounts/account-provisioning.js';
import { EMAIL_TAKEN, UsersApi, type UserRecord } from '../modules/people/users/users.api.js';
import { makeDemoData } from './demo-data.js';
import { DEMO_PEOPLE, type DemoPerson } from './demo-people.js';
import { DemoRemoval } from './undo-demo.js';

/*
 * `seed`         makes the administrator of ADMIN_EMAIL and ADMIN_PASSWORD, unless there is an account of that address.
 * `seed --demo`  makes accounts to try the system with, an organization and some bookings, and prints the accounts with
 *                their random passwords as JSON lines `{"email", "password", "role"}`; it refuses in production.
 * `seed --undo`  lets the people of the demo leave again, with what is theirs; says what stays, and why.
 * All can be repeated: what is there stays, what is gone is gone. Everything is made or, when it is interrupted, nothing.
 */

interface Account extends DemoPerson {
  readonly password: string;
}

const randomPassword = () => randomBytes(12).toString('base64url');

const demo = (): Account[] => Object.values(DEMO_PEOPLE).map((person) => ({ ...person, password: randomPassword() }));

async function main(): Promise<number> {
  showSourceLines();
  const env = loadEnvironment();
  const wantsDemo = process.argv.includes('--demo');
  const undoesDemo = process.argv.includes('--undo');
  if (wantsDemo && undoesDemo) return fail('Either --demo or --undo.');
  if (wantsDemo && env.NODE_ENV === 'production') return fail('Demo accounts are not made in production.');
  if (undoesDemo && env.NODE_ENV === 'production') return fail('Nothing of a demo is looked for in production.');
  // What it prints is read by programs; what goes wrong is thrown.
  const app = await NestFactory.createApplicationContext(await SeedModule.forRoot({ ...env, LOG_LEVEL: 'silent' }), {
    logger: false,
    abortOnError: false,
  });
  try {
    const { adminEmail, adminPassword } = app.get(SeedConfig);
    if (undoesDemo) {
      await new DemoRemoval(app, adminEmail, (line) => process.stdout.write(`${line}\n`)).run();
      return 0;
    }
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
  const [teacher, student] = [made.get(DEMO_PEOPLE.teacher.email), made.get(DEMO_PEOPLE.student.email)];
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
  if (error instanceof CodedError && error.code === EMAIL_TAKEN.code)
    return fail('An account of this address is being erased. Seed again when that is done.');
  throw error;
});
