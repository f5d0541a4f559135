import { Transactions } from '../../../../infra/database/transactions.js';
import { constraintError } from '../../../../infra/database/constraint-errors.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { newId } from '../../../../kernel/ids.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { MEMBER_ADDED } from '../../../people/organizations/organizations.events.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { CoursesRosterApi } from '../../courses/courses.api.js';
import type { RosterValues } from '../imports/roster-row.entity.js';
import { isOfPeople } from '../roster-kinds.js';
import { RECEIVE_MEMBER, RECEIVE_WAITING } from '../rosters.events.js';
import { RosterSourcesRepository, type WaitingSource } from './roster-sources.repository.js';

interface Place {
  readonly source: WaitingSource;
  readonly offering: { readonly id: string; readonly startDate: string };
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

type Arrival = { readonly organizationId: string; readonly userId: string };

/**
 * Whoever becomes a member gets what rosters said of their address: profiles, and the enrolments that waited for them. An
 * import asks for those who became members between its dry run and its end.
 */
@Consumer({ name: 'rosters.arrivals', messages: [MEMBER_ADDED, RECEIVE_WAITING, RECEIVE_MEMBER] })
export class RosterArrivalsConsumer extends MessageConsumer {
  constructor(
    private readonly sources: RosterSourcesRepository,
    private readonly rosters: CoursesRosterApi,
    private readonly organizations: OrganizationsApi,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, RECEIVE_WAITING)) await this.askFor(message.payload.organizationId);
    else if (isMessage(message, MEMBER_ADDED) || isMessage(message, RECEIVE_MEMBER)) {
      const { organizationId, userId } = message.payload;
      await this.receive({ organizationId, userId });
    }
  }

  /** One message for each, so that each is a transaction of its own. */
  private async askFor(organizationId: string): Promise<void> {
    for (let after = FIRST_ID; ;) {
      const waiting = await this.sources.waiting(organizationId, after);
      const addresses = waiting.flatMap(({ name, userId }) => (userId === null && name.includes('@') ? name : []));
      const people = await this.users.findVerifiedByEmails([...new Set(addresses)]);
      const userIds = new Set(
        waiting.flatMap(({ name, userId }) => userId ?? people.get(name.toLowerCase())?.id ?? []),
      );
      const members = await this.organizations.membersAmong(organizationId, [...userIds]);
      await this.outbox.appendAll(
        RECEIVE_MEMBER,
        members.map((userId) => ({ organizationId, userId })),
      );
      const last = waiting.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  private async receive(arrival: Arrival): Promise<void> {
    const { organizationId, userId } = arrival;
    const person = await this.users.findById(userId);
    if (!person?.emailVerified || (await this.organizations.holdMembership(organizationId, userId)) === null) return;
    const { email } = person;
    const waiting = await this.sources.waitingFor(organizationId, email);
    const known = await this.sources.profileOf('students', organizationId, userId);
    const said = [known?.state, ...waiting.map(({ kind, values }) => (kind === 'students' ? values : {}))];
    const places = await this.placesOf(
      organizationId,
      [email, ...said.flatMap((values) => [values?.['external_id'], values?.['student_number']])].flatMap((name) =>
        typeof name === 'string' ? name.toLowerCase() : [],
      ),
    );
    // Offerings before profiles, as everywhere.
    await this.rosters.lockOfferings(places.map(({ offering }) => offering.id));
    for (const source of waiting) await this.give(arrival, source);
    const own = await this.sources.profileOf('students', organizationId, userId);
    if (!own || places.length === 0) return;
    await this.rosters.holdStudents([own.id]);
    const student = await this.sources.profileOf('students', organizationId, userId);
    if (student?.state['status'] !== 'active') return;
    for (const place of places) await this.enrol(organizationId, student.id, place);
    await this.rosters.planAnew(organizationId);
  }

  private async give({ organizationId, userId }: Arrival, { id, kind, values }: WaitingSource): Promise<void> {
    if (!isOfPeople(kind)) return;
    const former = await this.sources.profileOf(kind, organizationId, userId);
    const { email: _, ...said } = values;
    const state = { ...(former?.state ?? { user_id: userId }), ...said, status: said['status'] ?? 'active' };
    const write = { id: former?.id ?? newId(), state };
    // Not where a number is somebody else's by now.
    if (await this.kept(() => this.rosters.savePeople(userId, organizationId, kind, [write])))
      await this.sources.arrived(id, write.id);
  }

  private async placesOf(organizationId: string, names: readonly string[]): Promise<Place[]> {
    const places: Place[] = [];
    for (const source of await this.sources.waitingEnrolments(organizationId, names)) {
      if (source.values['status'] === 'withdrawn') continue;
      const offering = await this.sources.offeringNamed(organizationId, String(source.values['offering']));
      if (offering) places.push({ source, offering });
    }
    return places;
  }

  /** Where there is a place; else it goes on waiting, and the next import shows it. */
  private async enrol(organizationId: string, studentId: string, { source, offering }: Place): Promise<void> {
    const { id, values } = source;
    const state: RosterValues = {
      ...{ offering_id: offering.id, student_id: studentId, status: values['status'] ?? 'active' },
      ...{ start_date: values['start_date'] ?? offering.startDate, external_id: values['external_id'] ?? null },
    };
    const enrolmentId = newId();
    if (await this.kept(() => this.rosters.saveEnrolments(organizationId, [{ id: enrolmentId, state }])))
      await this.sources.arrived(id, enrolmentId);
  }

  /** Whether it was written, or refused by a constraint. */
  private async kept(work: () => Promise<void>): Promise<boolean> {
    try {
      await this.transactions.attempt(work);
      return true;
    } catch (error) {
      if (!constraintError(error)) throw error;
      return false;
    }
  }
}
