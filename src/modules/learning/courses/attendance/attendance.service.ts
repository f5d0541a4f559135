import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError, type FieldError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { OFFERING_ARCHIVED } from '../courses.errors.js';
import { COURSE_ATTENDANCE_RECORDED, type RegisterFact } from '../courses.events.js';
import { canInOffering, type OfferingStanding } from '../courses.policy.js';
import type { EnrolledStudentDto } from '../enrolments/enrolment.dto.js';
import { weekOf } from '../logs/log.rules.js';
import { LogsRepository } from '../logs/logs.repository.js';
import { type AdmittedToOffering, OfferingAccess } from '../offerings/offering-access.js';
import type { CourseOffering } from '../offerings/offering.entity.js';
import { CoursePeople } from '../people/course-people.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import { CourseStudent } from '../people/student.entity.js';
import { CourseDays } from '../settings/course-days.js';
import type {
  AttendanceQueryDto,
  AttendanceRecordDto,
  ChangeRegisterDto,
  ListedRegisterDto,
  NewRegisterDto,
  RegisterDto,
  RegisterQueryDto,
  SetAttendanceDto,
} from './attendance.dto.js';
import { AttendanceRepository } from './attendance.repository.js';
import { faultOfDay } from './attendance.rules.js';
import type { CourseRegister } from './course-register.entity.js';

const NOBODY = { present: 0, late: 0, excused: 0, absent: 0 };

/** Who came to the meetings of an offering: written by those who teach in their week, read also by each student. */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly repository: AttendanceRepository,
    private readonly access: OfferingAccess,
    private readonly logs: LogsRepository,
    private readonly profiles: ProfilesRepository,
    private readonly people: CoursePeople,
    private readonly days: CourseDays,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, forbidden, validation_failed, register_exists, offering_archived */
  @Transactional()
  async create(
    actor: Actor,
    offeringId: string,
    { meetingNumber, records, ...meeting }: NewRegisterDto,
  ): Promise<RegisterDto> {
    const admitted = await this.access.lock(actor, offeringId, 'write logs');
    const { offering, standing } = admitted;
    const today = await this.days.today(offering.organizationId);
    const { heldOn = today } = meeting;
    const { weekNumber = weekOf(offering.startDate, heldOn) } = meeting;
    const code = faultOfDay(offering, weekNumber, heldOn, today);
    if (code !== null) {
      const message = code === 'in_future' ? 'is in the future' : 'is no day of this week of the offering';
      throw invalid([{ field: 'heldOn', pointer: '/heldOn', message, code }]);
    }
    await this.assertWriter(actor, admitted, weekNumber);
    await this.assertEnrolled(offeringId, records, heldOn, null);
    const register = await this.repository.insert({ offeringId, weekNumber, meetingNumber, heldOn });
    await this.repository.setRecords(register, records, true);
    await this.tell(actor, offering, register.id, 'taken');
    return this.show(standing, register);
  }

  /** @throws CodedError not_found, forbidden for students */
  async list(actor: Actor, offeringId: string, query: RegisterQueryDto): Promise<Page<ListedRegisterDto>> {
    await this.access.enter(actor, offeringId, 'see people');
    const { data, meta } = await this.repository.list(offeringId, query);
    const counts = await this.repository.countsOf(data.map(({ id }) => id));
    return { data: data.map((register) => ({ ...register, counts: counts.get(register.id) ?? NOBODY })), meta };
  }

  /** @throws CodedError not_found, forbidden for students */
  async findOne(actor: Actor, offeringId: string, id: string): Promise<RegisterDto> {
    const { standing } = await this.access.enter(actor, offeringId, 'see people');
    return this.show(standing, await this.getOrThrow(offeringId, id));
  }

  /**
   * Sets the whole register.
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, validation_failed, offering_archived
   */
  @Transactional()
  async change(
    actor: Actor,
    offeringId: string,
    id: string,
    { records }: ChangeRegisterDto,
    version?: number,
  ): Promise<RegisterDto> {
    const register = await this.getOrThrow(offeringId, id);
    const { offering, standing } = await this.admit(actor, offeringId, register.weekNumber);
    assertVersion(version, (await this.getOrThrow(offeringId, id)).version);
    await this.assertEnrolled(offeringId, records, register.heldOn, id);
    await this.repository.setRecords(register, records, false);
    await this.tell(actor, offering, id, 'changed');
    return this.show(standing, await this.getOrThrow(offeringId, id));
  }

  /** @throws CodedError not_found, forbidden, offering_archived */
  @Transactional()
  async delete(actor: Actor, offeringId: string, id: string): Promise<void> {
    await this.access.enter(actor, offeringId, 'see');
    const register = await this.getOrThrow(offeringId, id);
    const { offering } = await this.admit(actor, offeringId, register.weekNumber);
    // Whoever waited for the lock behind another removal says nothing.
    await this.getOrThrow(offeringId, id);
    await this.repository.delete(register);
    await this.tell(actor, offering, id, 'removed');
  }

  /** Of all students for those who manage or teach the offering, else of the actor. @throws CodedError not_found */
  async listRecords(actor: Actor, offeringId: string, query: AttendanceQueryDto): Promise<Page<AttendanceRecordDto>> {
    const { standing } = await this.access.enter(actor, offeringId, 'see');
    const own = standing === 'student' ? actor.userId : null;
    const { data, meta } = await this.repository.listRecords(offeringId, own, query);
    const registers = await this.repository.findByIds(data.map(({ registerId }) => registerId));
    const studentOf = await this.studentsOf(
      standing,
      data.map(({ studentId }) => studentId),
    );
    const shown = data.flatMap(({ id, registerId, studentId, status, createdAt }) => {
      const [register, student] = [registers.get(registerId), studentOf(studentId)];
      if (!register || !student) return [];
      const { weekNumber, meetingNumber, heldOn } = register;
      return [{ id, registerId, offeringId, weekNumber, meetingNumber, heldOn, student, status, createdAt }];
    });
    return { data: shown, meta };
  }

  /** Under the row lock of the offering. @throws CodedError not_found, forbidden, offering_archived */
  private async admit(actor: Actor, offeringId: string, weekNumber: number): Promise<AdmittedToOffering> {
    const admitted = await this.access.lock(actor, offeringId, 'write logs');
    await this.assertWriter(actor, admitted, weekNumber);
    return admitted;
  }

  /** @throws CodedError forbidden, offering_archived */
  private async assertWriter(
    actor: Actor,
    { offering, standing }: AdmittedToOffering,
    weekNumber: number,
  ): Promise<void> {
    const isWriter =
      canInOffering(standing, 'write all logs') ||
      (await this.logs.teacherIn(actor.userId, { allocationId: offering.id, weekNumber })) !== null;
    if (!isWriter) throw new CodedError(FORBIDDEN);
    if (!offering.isActive) throw new CodedError(OFFERING_ARCHIVED);
  }

  /** @throws CodedError validation_failed for whoever is there twice, or neither enrolled on the day nor in the register */
  private async assertEnrolled(
    offeringId: string,
    records: readonly SetAttendanceDto[],
    day: string,
    registerId: string | null,
  ): Promise<void> {
    const ids = records.map(({ studentId }) => studentId);
    const strangers = await this.repository.strangersOn(offeringId, ids, day, registerId);
    const faults = ids.flatMap((id, index): FieldError[] => {
      const at = { field: `records.${index}.studentId`, pointer: `/records/${index}/studentId` };
      if (strangers.has(id)) return [{ ...at, message: 'is not enrolled on this day', code: 'not_enrolled' }];
      return ids.indexOf(id) < index ? [{ ...at, message: 'is there twice', code: 'is_unique' }] : [];
    });
    if (faults.length > 0) throw invalid(faults);
  }

  private async getOrThrow(offeringId: string, id: string): Promise<CourseRegister> {
    const register = await this.repository.find(offeringId, id);
    if (!register) throw new CodedError(NOT_FOUND);
    return register;
  }

  private async tell(
    { userId: actorId }: Actor,
    { id: offeringId, organizationId }: CourseOffering,
    registerId: string,
    fact: RegisterFact,
  ): Promise<void> {
    await this.outbox.append(COURSE_ATTENDANCE_RECORDED, { organizationId, offeringId, registerId, fact, actorId });
  }

  private async show(standing: OfferingStanding, register: CourseRegister): Promise<RegisterDto> {
    const records = await this.repository.recordsOf(register.id);
    const counts = (await this.repository.countsOf([register.id])).get(register.id) ?? NOBODY;
    const studentOf = await this.studentsOf(
      standing,
      records.map(({ studentId }) => studentId),
    );
    const shown = records.flatMap(({ studentId, status }) => {
      const student = studentOf(studentId);
      return student ? [{ student, status }] : [];
    });
    return { ...register, counts, records: shown };
  }

  /** E-mail addresses are for those who teach or manage the offering now, and for students of themselves. */
  private async studentsOf(
    standing: OfferingStanding,
    ids: readonly string[],
  ): Promise<(id: string) => EnrolledStudentDto | undefined> {
    const profiles = await this.profiles.findByIds(CourseStudent, [...new Set(ids)]);
    const personOf = await this.people.of([...profiles.values()]);
    const isOpen = standing === 'student' || canInOffering(standing, 'see addresses');
    return (id) => {
      const profile = profiles.get(id);
      if (!profile) return undefined;
      const user = personOf(profile);
      return { id, studentNumber: profile.studentNumber, user: isOpen ? user : { ...user, email: null } };
    };
  }
}
