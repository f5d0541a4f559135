import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SeedModule } from '../apps/seed.module.js';
import { loadEnvironment } from '../apps/environment.js';
import { SeedConfig } from '../apps/seed.config.js';
import { constraintError } from '../infra/database/constraint-errors.js';
import { Transactions } from '../infra/database/transactions.js';
import { EXAMPLE_IDS } from '../infra/http/example-ids.js';
import { EXAMPLE_PASSWORD } from '../infra/http/examples.js';
import { showSourceLines } from '../infra/telemetry/source-lines.js';
import { CodedError } from '../kernel/coded-error.js';
import { AccountProvisioning } from '../modules/people/auth/accounts/account-provisioning.js';
import { User } from '../modules/people/users/entities/user.entity.js';
import { EMAIL_TAKEN, UsersApi, type UserRecord } from '../modules/people/users/users.api.js';
import { storyOf } from './cli-failure.js';
import { DemoData } from './demo-data.js';
import { DEMO_PEOPLE, type DemoPerson } from './demo-people.js';
import { ExampleRows } from './example-rows.js';
import { DemoRemoval } from './undo-demo.js';

/*
 * `seed`         creates the administrator of ADMIN_EMAIL and ADMIN_PASSWORD. An existing administrator stays unchanged;
 *                an account that is none makes it fail.
 * `seed --demo`  creates demo accounts, an organization and some bookings, and prints the accounts with their random
 *                passwords as JSON lines `{"email", "password", "role"}`; refused in production.
 * `seed --undo`  erases the accounts that `--demo` has made, and what is theirs; says what stays, and why.
 * All are idempotent and atomic: an interrupted one changes nothing.
 */

interface Account extends DemoPerson {
  readonly password: string;
  /** Setting that the password is from; absent for random ones of the demo. */
  readonly setting?: string;
}

const randomPassword = () => randomBytes(12).toString('base64url');

function demo(): Account[] {
  const hasExample = process.argv.includes('--example-password');
  return Object.values(DEMO_PEOPLE).map((person) => {
    const isShown = hasExample && person === DEMO_PEOPLE.teacher;
    return { ...person, password: isShown ? EXAMPLE_PASSWORD : randomPassword() };
  });
}

async function main(): Promise<number> {
  showSourceLines();
  const env = loadEnvironment();
  const wantsDemo = process.argv.includes('--demo');
  const undoesDemo = process.argv.includes('--undo');
  if (wantsDemo && undoesDemo) return fail('Either --demo or --undo.');
  if (wantsDemo && env.NODE_ENV === 'production') return fail('Demo accounts are not made in production.');
  if (undoesDemo && env.NODE_ENV === 'production') return fail('Nothing of a demo is looked for in production.');
  // Output is machine-readable; errors are thrown.
  const app = await NestFactory.createApplicationContext(await SeedModule.forRoot({ ...env, LOG_LEVEL: 'silent' }), {
    logger: false,
    abortOnError: false,
  });
  try {
    if (undoesDemo) {
      const { adminEmail } = app.get(SeedConfig);
      await new DemoRemoval(app, adminEmail, (line) => process.stdout.write(`${line}\n`)).run();
      return 0;
    }
    const accounts = [...administrator(app.get(SeedConfig), wantsDemo), ...(wantsDemo ? demo() : [])];
    await app.get(Transactions).run(() => seed(app, accounts));
    return 0;
  } finally {
    await app.close();
  }
}

/** @throws Refused */
function administrator({ adminEmail, adminPassword }: SeedConfig, wantsDemo: boolean): Account[] {
  if (adminEmail && adminPassword)
    return [
      { email: adminEmail, name: 'Administrator', password: adminPassword, role: 'admin', setting: 'ADMIN_PASSWORD' },
    ];
  if (wantsDemo && !adminEmail && !adminPassword) return [];
  throw new Refused('Set ADMIN_EMAIL and ADMIN_PASSWORD, both, or use --demo.');
}

async function seed(app: INestApplicationContext, accounts: readonly Account[]): Promise<void> {
  const formerAda = await app.get(UsersApi).findByIds([EXAMPLE_IDS.ada]);
  const rows = new ExampleRows(app, formerAda.size === 0);
  const made = new Map<string, UserRecord>();
  for (const account of accounts) {
    const { email, password, role, setting, example } = account;
    const known = await app.get(UsersApi).findForSignIn(email);
    if (known) keep(known, account);
    else {
      const user = await create(app, account);
      made.set(email, example ? { ...user, id: await rows.name(example, user) } : user);
      process.stdout.write(`${JSON.stringify(setting ? { email, role } : { email, password, role })}\n`);
    }
  }
  const { teacher, student, colleague } = DEMO_PEOPLE;
  const [ada, grace, alan] = [teacher, student, colleague].map(({ email }) => made.get(email));
  // Who administers may have stayed when an earlier demo was undone.
  const admin = await app.get(UsersApi).findForSignIn(DEMO_PEOPLE.admin.email);
  if (ada && grace && alan && admin) await new DemoData(app, { ada, grace, alan, admin }, rows).make();
}

/** Keeps an existing account unchanged. @throws Refused when an administrator was requested and the account is none */
function keep(known: UserRecord, { role, setting }: Account): void {
  const state = known.isActive ? known.role : `${known.role}, deactivated`;
  const told = `There is an account of ${known.email} (${state}) already: nothing of it was changed, its password neither.`;
  if (setting && !(known.isActive && known.role === role))
    throw new Refused(`${told} Choose another ADMIN_EMAIL, or let an administrator change this account.`);
  process.stderr.write(`${told}\n`);
}

/** @throws Refused with a sentence about the setting of the password */
async function create(
  app: INestApplicationContext,
  { setting, email, name, role, password }: Account,
): Promise<UserRecord> {
  const user = await app
    .get(AccountProvisioning)
    .create({ email, name, role, password })
    .catch((error: unknown) => {
      const coded = error instanceof CodedError ? error : constraintError(error);
      if (coded?.code === EMAIL_TAKEN.code) throw new Refused(ADDRESS_IS_KEPT);
      if (!(error instanceof CodedError) || !setting) throw error;
      const [fault] = error.occurrence.errors ?? [];
      throw new Refused(
        fault ? `${setting} ${fault.message}.` : `${setting}: ${error.message} ${error.definition.description}`,
      );
    });
  await app.get(UsersApi).markEmailVerified(user.id, user.email);
  if (!setting) await app.get(Transactions).manager.update(User, { id: user.id }, { isDemo: true });
  return user;
}

/** Also after `--undo`, until the erasure is done and the reservation of the address expires. */
const ADDRESS_IS_KEPT =
  'One of the addresses is kept by an account that is being erased, or had it until lately. Seed again later.';

class Refused extends Error {}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

const code = await main().catch((error: unknown) => {
  return fail(error instanceof Refused ? error.message : storyOf(error));
});
// Open handles of a failed start, such as the connection to Redis, would keep the process alive.
process.exit(code);
