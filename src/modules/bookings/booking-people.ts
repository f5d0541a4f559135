import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/coded-error.js';
import { newId } from '../../kernel/ids.js';
import { invalid } from '../../infra/http/validation.pipe.js';
import { OrganizationsApi } from '../organizations/organizations.api.js';
import { type UserRecord, UsersApi } from '../users/users.api.js';
import { AttendeesRepository } from './attendees.repository.js';
import type { People } from './booking.mapper.js';
import type { AttendeeRow, BookingRow } from './booking-row.js';
import type { NewAttendeeDto } from './dto/change-booking.dto.js';

/** Where in the body an attendee stands, for error messages. */
export type AttendeePointer = (index: number) => string;

/** Who the organizer and the attendees are. */
@Injectable()
export class BookingPeople {
  constructor(
    private readonly users: UsersApi,
    private readonly organizations: OrganizationsApi,
    private readonly attendees: AttendeesRepository,
  ) {}

  /** The accounts of everybody in these bookings, in one query. */
  of(bookings: readonly BookingRow[], ...others: (string | null)[]): Promise<People> {
    return this.byId([
      ...bookings.flatMap(({ organizerId, attendees }) => [organizerId, ...attendees.map(({ userId }) => userId)]),
      ...others,
    ]);
  }

  byId(ids: readonly (string | null)[]): Promise<Map<string, UserRecord>> {
    return this.users.findByIds([...new Set(ids)].filter((id) => id !== null));
  }

  /** @returns the account that proved to own the address, or null */
  async ownerOf(email: string): Promise<string | null> {
    return (await this.users.findVerifiedByEmail(email))?.id ?? null;
  }

  /**
   * Turns what was written into attendees: an address whose owner has an account becomes that account.
   * @param authorId who wrote it; they may name themselves
   * @throws CodedError validation_failed for people the organizer may not know, and for repetitions
   */
  async resolve(
    organizerId: string,
    inputs: readonly NewAttendeeDto[],
    pointer: AttendeePointer,
    authorId = organizerId,
  ): Promise<AttendeeRow[]> {
    if (inputs.length === 0) return [];
    const faults = new Faults(pointer);
    inputs.forEach((input, index) => faults.addShape(input, index));
    faults.throwIfAny();
    const [byEmail, known] = await Promise.all([
      this.provenOwners(
        authorId,
        inputs.flatMap(({ email }) => email ?? []),
      ),
      this.knownPeople(
        organizerId,
        inputs.flatMap(({ userId }) => userId?.toLowerCase() ?? []),
        authorId,
      ),
    ]);
    const seen = new Set<string>();
    const rows = inputs.map((input, index) => {
      const row = toRow(input, byEmail);
      const identity = row.userId ?? row.email?.toLowerCase() ?? '';
      if (input.userId !== undefined && !known.has(input.userId.toLowerCase()))
        faults.add(index, 'userId', 'is nobody you know', 'unknown_person');
      else if (identity === organizerId) faults.add(index, fieldOf(input), 'is the organizer', 'is_organizer');
      else if (seen.has(identity)) faults.add(index, fieldOf(input), 'is in the list already', 'duplicate');
      seen.add(identity);
      return row;
    });
    faults.throwIfAny();
    return rows;
  }

  /**
   * An account gets what is sent to an address only once it proved to own it; until then the address is a guest. Who
   * writes their own address means themselves.
   */
  private async provenOwners(authorId: string, emails: readonly string[]): Promise<Map<string, UserRecord>> {
    const owners = await this.users.findVerifiedByEmails(emails);
    const author = emails.length > 0 ? await this.users.findById(authorId) : null;
    const own = author?.email.toLowerCase();
    return author && emails.some((email) => email.toLowerCase() === own)
      ? new Map([...owners, [author.email.toLowerCase(), author]])
      : owners;
  }

  /** Of these people, those the organizer may name by id: an id must not tell a stranger's name and address. */
  private async knownPeople(organizerId: string, ids: readonly string[], authorId: string): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const [accounts, colleagues, companions] = await Promise.all([
      this.users.findByIds(ids),
      this.organizations.colleaguesAmong(organizerId, ids),
      this.attendees.companionsAmong(organizerId, ids),
    ]);
    const known = new Set([organizerId, authorId, ...colleagues, ...companions]);
    return new Set(ids.filter((id) => known.has(id) && accounts.get(id)?.isActive));
  }
}

function toRow({ userId, email, name }: NewAttendeeDto, byEmail: ReadonlyMap<string, UserRecord>): AttendeeRow {
  const account = userId?.toLowerCase() ?? byEmail.get(email?.toLowerCase() ?? '')?.id;
  return {
    id: newId(),
    userId: account ?? null,
    email: account === undefined ? (email ?? null) : null,
    name: account === undefined ? (name ?? null) : null,
    status: 'needs_action',
    role: 'attendee',
    isAbsent: null,
  };
}

const fieldOf = ({ userId }: NewAttendeeDto) => (userId === undefined ? 'email' : 'userId');

class Faults {
  private readonly errors: FieldError[] = [];

  constructor(private readonly pointer: AttendeePointer) {}

  addShape({ userId, email, name }: NewAttendeeDto, index: number): void {
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
