import { Injectable } from '@nestjs/common';
import { together } from '../../../../infra/database/together.js';
import type { FieldError } from '../../../../kernel/coded-error.js';
import { newId } from '../../../../kernel/ids.js';
import { invalid } from '../../../../kernel/invalid.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { type UserRecord, UsersApi } from '../../../people/users/users.api.js';
import { AttendeesRepository } from './attendees.repository.js';
import type { Cards, People } from './booking-view.js';
import type { AttendeeRow, BookingRow } from './booking-row.js';
import type { Invitee } from '../booking-instances.api.js';

/** JSON Pointer of an attendee in the body, for field errors. */
export type AttendeePointer = (index: number) => string;

/** Resolves organizers and attendees to accounts, and inputs to attendees. */
@Injectable()
export class BookingPeople {
  constructor(
    private readonly users: UsersApi,
    private readonly organizations: OrganizationsApi,
    private readonly attendees: AttendeesRepository,
  ) {}

  /** Accounts of all participants, in one query. */
  of(bookings: readonly BookingRow[], ...others: (string | null)[]): Promise<People> {
    return this.byId([
      ...bookings.flatMap(({ organizerId, attendees }) => [organizerId, ...attendees.map(({ userId }) => userId)]),
      ...others,
    ]);
  }

  /** Names and addresses for display: without a query where they were read with the bookings. */
  async cardsOf(bookings: readonly BookingRow[]): Promise<Cards> {
    if (bookings.some(({ cards }) => cards === undefined)) return this.of(bookings);
    return new Map(bookings.flatMap(({ cards = [] }) => cards.map((card) => [card.id, card] as const)));
  }

  byId(ids: readonly (string | null)[]): Promise<Map<string, UserRecord>> {
    return this.users.findByIds([...new Set(ids)].filter((id) => id !== null));
  }

  /** `known` and the accounts that are missing there. */
  async completing(known: People, ids: readonly (string | null)[]): Promise<People> {
    const others = await this.byId(ids.filter((id) => id !== null && !known.has(id)));
    return new Map([...known, ...others]);
  }

  /** @returns id of the account with this verified address, or null */
  async ownerOf(email: string): Promise<string | null> {
    return (await this.users.findVerifiedByEmail(email))?.id ?? null;
  }

  /**
   * Accounts of the invitees, for the choice of hosts.
   * @param authorId null for guests
   * @returns `known`: accounts that the author may see; `unknown`: accounts behind addresses, which must not be
   * disclosed to the author
   */
  async accountsOf(
    inputs: readonly Invitee[],
    authorId: string | null,
  ): Promise<{ readonly known: string[]; readonly unknown: string[] }> {
    const byEmail = await this.provenOwners(
      inputs.flatMap(({ email }) => email ?? []),
      authorId,
    );
    const visible = await this.acquaintances(authorId, byEmail);
    const owners = [...byEmail.values()].map(({ id }) => id);
    return {
      known: [
        ...inputs.flatMap(({ userId }) => userId?.toLowerCase() ?? []),
        ...owners.filter((id) => visible.has(id)),
      ],
      unknown: owners.filter((id) => !visible.has(id)),
    };
  }

  /**
   * Resolves inputs to attendees. An address of an account is linked to it: openly when the author knows the person,
   * otherwise without showing it. Then only the given name and address are shown until the owner accepts, against user
   * enumeration by address.
   * @param hostIds hosts, the organizer first
   * @param authorId may name themselves; null for guests, who know nobody
   * @param read accounts read before
   * @throws CodedError validation_failed for people the organizer may not know, and for duplicates
   */
  async resolve(
    hostIds: readonly [string, ...string[]],
    inputs: readonly Invitee[],
    pointer: AttendeePointer,
    authorId: string | null = hostIds[0],
    read: People = new Map(),
  ): Promise<AttendeeRow[]> {
    if (inputs.length === 0) return [];
    const [organizerId] = hostIds;
    const faults = new Faults(pointer);
    inputs.forEach((input, index) => faults.addShape(input, index));
    faults.throwIfAny();
    const byEmail = await this.provenOwners(
      inputs.flatMap(({ email }) => email ?? []),
      authorId,
    );
    const visible = await this.acquaintances(authorId, byEmail);
    const ids = inputs.flatMap(({ userId }) => userId?.toLowerCase() ?? []);
    const known = await this.knownPeople(organizerId, ids, authorId, read);
    const seen = new Set<string>();
    const rows = inputs.map((input, index) => {
      const row = toRow(input, byEmail, visible);
      const isShown = row.email === null;
      const identity = (isShown ? row.userId : row.email.toLowerCase()) ?? '';
      if (input.userId !== undefined && !known.has(input.userId.toLowerCase()))
        faults.add(index, 'userId', 'is nobody you know', 'unknown_person');
      else if (identity === organizerId) faults.add(index, fieldOf(input), 'is the organizer', 'is_organizer');
      else if (isShown && hostIds.includes(identity)) faults.add(index, fieldOf(input), 'is a host', 'is_host');
      else if (seen.has(identity)) faults.add(index, fieldOf(input), 'is in the list already', 'duplicate');
      seen.add(identity);
      return row;
    });
    faults.throwIfAny();
    return linkedOnce(rows, hostIds);
  }

  /**
   * Accounts by address, only with verified addresses: an unverified one may be a stranger's. The author's own address
   * is the author, verified or not.
   */
  private async provenOwners(emails: readonly string[], authorId: string | null): Promise<Map<string, UserRecord>> {
    const owners = await this.users.findVerifiedByEmails(emails);
    const author = emails.length > 0 && authorId !== null ? await this.users.findById(authorId) : null;
    const own = author?.email.toLowerCase();
    return author && emails.some((email) => email.toLowerCase() === own)
      ? new Map([...owners, [author.email.toLowerCase(), author]])
      : owners;
  }

  /** Ids of those among the owners of addresses whose identity the author may see. */
  private async acquaintances(
    authorId: string | null,
    owners: ReadonlyMap<string, UserRecord>,
  ): Promise<ReadonlySet<string>> {
    const ids = [...owners.values()].map(({ id }) => id);
    if (authorId === null || ids.length === 0) return new Set();
    return new Set([authorId, ...(await this.acquaintancesAmong(authorId, ids))]);
  }

  private async acquaintancesAmong(userId: string, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const [colleagues, companions] = await together(
      this.organizations.colleaguesAmong(userId, ids),
      this.attendees.companionsAmong(userId, ids),
    );
    return [...colleagues, ...companions];
  }

  /**
   * Those of `ids` whom the organizer may invite by id: an arbitrary id must not disclose a stranger's name and
   * address.
   */
  private async knownPeople(
    organizerId: string,
    ids: readonly string[],
    authorId: string | null,
    read: People,
  ): Promise<Set<string>> {
    const others = ids.filter((id) => id !== organizerId && id !== authorId);
    const [accounts, acquaintances] = await together(
      this.completing(read, ids),
      this.acquaintancesAmong(organizerId, others),
    );
    const known = new Set([organizerId, authorId, ...acquaintances]);
    return new Set(ids.filter((id) => known.has(id) && accounts.get(id)?.isActive));
  }
}

/** Unlinks duplicates: an account participates once, and not besides hosting. The attendee stays as an address. */
function linkedOnce(rows: readonly AttendeeRow[], hostIds: readonly string[]): AttendeeRow[] {
  const taken = new Set([...hostIds, ...rows.flatMap(({ userId, email }) => (email === null ? (userId ?? []) : []))]);
  return rows.map((row) => {
    if (row.userId === null || row.email === null) return row;
    if (taken.has(row.userId)) return { ...row, userId: null };
    taken.add(row.userId);
    return row;
  });
}

function toRow(
  { userId, email, name }: Invitee,
  byEmail: ReadonlyMap<string, UserRecord>,
  visible: ReadonlySet<string>,
): AttendeeRow {
  const account = userId?.toLowerCase() ?? byEmail.get(email?.toLowerCase() ?? '')?.id ?? null;
  const isShown = userId !== undefined || (account !== null && visible.has(account));
  return {
    id: newId(),
    userId: account,
    email: isShown ? null : (email ?? null),
    name: isShown ? null : (name ?? null),
    status: 'needs_action',
    role: 'attendee',
    isAbsent: null,
  };
}

const fieldOf = ({ userId }: Invitee) => (userId === undefined ? 'email' : 'userId');

class Faults {
  private readonly errors: FieldError[] = [];

  constructor(private readonly pointer: AttendeePointer) {}

  addShape({ userId, email, name }: Invitee, index: number): void {
    if ((userId === undefined) === (email === undefined))
      this.add(index, 'email', 'must be given, or userId, and not both', 'one_of');
    else if (userId !== undefined && name !== undefined)
      this.add(index, 'name', 'cannot be given with userId', 'excludes_user_id');
  }

  add(index: number, name: string, message: string, code: string): void {
    const pointer = `${this.pointer(index)}/${name}`;
    const field = pointer
      .slice(1)
      .replace(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.');
    this.errors.push({ pointer, field, message, code });
  }

  /** @throws CodedError validation_failed */
  throwIfAny(): void {
    if (this.errors.length > 0) throw invalid(this.errors);
  }
}
