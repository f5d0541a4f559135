import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { SECOND } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import type { Actor } from '../infra/access/actor.js';
import { Transactions } from '../infra/database/transactions.js';
import { OrganizationsApi } from '../modules/people/organizations/organizations.api.js';
import { OrganizationsService } from '../modules/people/organizations/organization/organizations.service.js';
import { ServiceAccountsRepository } from '../modules/people/organizations/service-accounts/service-accounts.repository.js';
import { OrganizationsStandingAccess } from '../modules/people/organizations/organizations.standing-access.js';
import { User } from '../modules/people/users/entities/user.entity.js';
import { ErasuresService } from '../modules/people/users/erasures.service.js';
import { type UserRecord, UsersApi } from '../modules/people/users/users.api.js';
import { BookingTracesRepository } from '../modules/scheduling/bookings/booking-traces.repository.js';
import { BookingPlanners } from '../modules/scheduling/bookings/planned/booking-planners.js';
import { BookingsRepository } from '../modules/scheduling/bookings/booking/bookings.repository.js';
import { DEMO_FACILITATORS, DEMO_LEARNERS } from './demo-learners.js';
import { DEMO_PEOPLE } from './demo-people.js';

const POLL_MS = SECOND / 4;
/** Time-out without progress: a running worker takes the next step of an erasure within a second. */
const PATIENCE_MS = 20 * SECOND;
/** Time-out of the display: mails to others may take longer, and the erasure goes on without this command. */
const LONGEST_FOLLOWING_MS = 60 * SECOND;
const MOST_COUNTED = 1000;
const PAGE = 100;

const LEARNERS: ReadonlySet<string> = new Set([...DEMO_FACILITATORS, ...DEMO_LEARNERS].map(({ email }) => email));

/** Of all accounts that the demo makes, which somebody else may have had before it. */
const ADDRESSES: readonly string[] = [...Object.values(DEMO_PEOPLE).map(({ email }) => email), ...LEARNERS];

type Tell = (line: string) => void;

/**
 * Erases the accounts of the demo like any other account: what others share with them ends as usual, and nothing of
 * others is deleted.
 */
export class DemoRemoval {
  private readonly users: UsersApi;

  /** @param kept address of the administrator in the environment, whose account is not part of the demo */
  constructor(
    private readonly app: INestApplicationContext,
    private readonly kept: string | undefined,
    private readonly tell: Tell,
  ) {
    this.users = this.get(UsersApi);
  }

  /** Requests the erasure of all accounts in one transaction, then shows its progress. */
  async run(): Promise<void> {
    const erasures = await this.get(Transactions).run(() => this.begin());
    if (erasures.length > 0) await this.follow(erasures);
  }

  /** @returns ids of the erasures */
  private async begin(): Promise<string[]> {
    const people = await this.whoGoes();
    if (people.length === 0) {
      this.tell('Nothing to undo: there are no accounts of the demo.');
      return [];
    }
    await this.leaveOrganizations(people);
    const ids = people.map(({ id }) => id);
    for (const id of ids) await this.get(BookingsRepository).deleteUnsharedOf(id, ids);
    const cancelled = await this.bookingsWithOthers(people);
    const erasures: string[] = [];
    for (const id of ids) {
      const erasure = await this.get(ErasuresService).requestUnguarded(id);
      if (erasure) erasures.push(erasure.id);
    }
    const learners = people.filter(({ email }) => LEARNERS.has(email));
    const others = people.filter(({ email }) => !LEARNERS.has(email)).map(({ email }) => email);
    const named = learners.length === 0 ? others : [...others, `${learners.length} who learn and teach`];
    this.tell(`Closed, and erased by the worker: ${named.join(', ')}.`);
    if (cancelled > 0) this.tell(`Bookings of others with them that are cancelled, which they are told: ${cancelled}.`);
    return erasures;
  }

  private async whoGoes(): Promise<UserRecord[]> {
    const made = await this.madeByDemo();
    const people = made.filter(({ email }) => email !== this.kept);
    for (const email of ADDRESSES) {
      if (people.some((person) => person.email === email) || !(await this.users.findForSignIn(email))) continue;
      const reason = email === this.kept ? 'ADMIN_EMAIL names it' : 'the demo did not make this account';
      this.tell(`Stays: ${email}, because ${reason}.`);
    }
    return (await this.wouldLeaveOthersAlone(people)) ? people.filter((person) => !this.keepAdmin(person)) : people;
  }

  /** In the order of the addresses; those who have another one by now come last. */
  private async madeByDemo(): Promise<UserRecord[]> {
    const { manager } = this.get(Transactions);
    const marked = await manager.find(User, {
      where: { isDemo: true, erasureRequestedAt: IsNull() },
      select: { id: true },
    });
    const people = await this.users.findByIds(marked.map(({ id }) => id));
    const placeOf = ({ email }: UserRecord) =>
      ADDRESSES.includes(email) ? ADDRESSES.indexOf(email) : ADDRESSES.length;
    return [...people.values()].sort((one, other) => placeOf(one) - placeOf(other));
  }

  /** Whether other people would remain without an administrator. Service accounts do not count. */
  private async wouldLeaveOthersAlone(people: readonly UserRecord[]): Promise<boolean> {
    const isOther = ({ id }: UserRecord) => people.every((person) => person.id !== id);
    if ((await this.users.listActiveAdmins()).some(isOther)) return false;
    let page = await this.users.listActive(null, PAGE);
    while (page.length > 0) {
      const others = page.filter(isOther).map(({ id }) => id);
      const programs = await this.get(ServiceAccountsRepository).among(others);
      if (others.length > programs.size) return true;
      page = await this.users.listActive(page.at(-1)?.id ?? null, PAGE);
    }
    return false;
  }

  private keepAdmin({ role, isActive, email }: UserRecord): boolean {
    if (role !== 'admin' || !isActive) return false;
    this.tell(
      `Stays: ${email}, because others are there and nobody else is an administrator. Make one ` +
        '(ADMIN_EMAIL=… ADMIN_PASSWORD=… npm run seed), then undo the demo again.',
    );
    return true;
  }

  /** Leaves organizations with other members, who get an owner, and deletes those without. */
  private async leaveOrganizations(people: readonly UserRecord[]): Promise<void> {
    const organizations = this.get(OrganizationsApi);
    const left = new Set<string>();
    for (const { id } of people) {
      for (const organizationId of await organizations.idsOf(id)) left.add(organizationId);
      await this.get(OrganizationsStandingAccess).endStandingAccess(id, 'first_proof');
    }
    for (const person of people)
      for (const id of await organizations.idsOf(person.id))
        await this.get(OrganizationsService).delete(actorOf(person), id);
    for (const { name } of (await organizations.findByIds([...left])).values())
      this.tell(`Stays: the organization ${name}, because others belong to it.`);
  }

  private async bookingsWithOthers(people: readonly UserRecord[]): Promise<number> {
    const found = new Set<string>();
    for (const { id, email } of people) {
      const planned = await this.get(BookingPlanners).heldBy(id);
      for (const booking of await this.get(BookingTracesRepository).upcoming(id, email, planned, null, MOST_COUNTED))
        found.add(booking);
    }
    return found.size;
  }

  private async follow(ids: readonly string[]): Promise<void> {
    const began = Date.now();
    let [moved, movedAt] = ['', began];
    while (Date.now() < began + LONGEST_FOLLOWING_MS && Date.now() < movedAt + PATIENCE_MS) {
      const erasures = await Promise.all(ids.map((id) => this.get(ErasuresService).findOne(id)));
      if (erasures.every(({ status }) => status === 'done')) {
        this.tell('Done.');
        return;
      }
      const state = erasures.map((erasure) => erasure.movedAt.toISOString()).join();
      if (state !== moved) [moved, movedAt] = [state, Date.now()];
      await delay(POLL_MS);
    }
    this.tell(
      'The worker goes on with it; when none runs, as soon as one does. GET /api/v1/admin/erasures shows how far.',
    );
  }

  private get<T>(token: abstract new (...parameters: never[]) => T): T {
    return this.app.get<T>(token, { strict: false });
  }
}

function actorOf({ id, role }: UserRecord): Actor {
  return { userId: id, role, sessionId: newId() };
}
