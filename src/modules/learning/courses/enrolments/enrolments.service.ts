import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { changedFields } from '../changed-fields.js';
import { unknownReference } from '../course-access.js';
import { ALREADY_ENROLLED, OFFERING_ARCHIVED } from '../courses.errors.js';
import { COURSE_ENROLMENT_CHANGED } from '../courses.events.js';
import { canInOffering, type OfferingStanding } from '../courses.policy.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import { OfferingAccess } from '../offerings/offering-access.js';
import type { CourseOffering } from '../offerings/offering.entity.js';
import { CoursePeople } from '../people/course-people.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import { CourseStudent } from '../people/student.entity.js';
import { CourseDays } from '../settings/course-days.js';
import type {
  ChangeEnrolmentDto,
  EnrolmentDto,
  EnrolmentQueryDto,
  NewEnrolmentDto,
  TransferEnrolmentDto,
} from './enrolment.dto.js';
import type { CourseEnrolment } from './enrolment.entity.js';
import { takesPlace } from './enrolment.rules.js';
import { EnrolmentsRepository } from './enrolments.repository.js';

/** Use cases of students in offerings. */
@Injectable()
export class EnrolmentsService {
  constructor(
    private readonly repository: EnrolmentsRepository,
    private readonly access: OfferingAccess,
    private readonly profiles: ProfilesRepository,
    private readonly people: CoursePeople,
    private readonly plans: ExpectationPlans,
    private readonly days: CourseDays,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, forbidden, validation_failed, already_enrolled, offering_full, offering_archived */
  @Transactional()
  async add(actor: Actor, offeringId: string, { studentId, ...wanted }: NewEnrolmentDto): Promise<EnrolmentDto> {
    const { offering } = await this.access.lock(actor, offeringId, 'change');
    return this.enrol(actor, offering, studentId, wanted);
  }

  /** Of the whole offering for those who manage or teach it, else of the actor. @throws CodedError not_found */
  async list(actor: Actor, offeringId: string, query: EnrolmentQueryDto): Promise<Page<EnrolmentDto>> {
    const { offering, standing } = await this.access.enter(actor, offeringId, 'see');
    const { data, meta } = await this.repository.list(offeringId, standing === 'student' ? actor.userId : null, query);
    const shown = await this.present(offering, data);
    return { data: shown.map((enrolment) => forReader(enrolment, actor, standing)), meta };
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, offeringId: string, id: string): Promise<EnrolmentDto> {
    const { offering, standing } = await this.access.enter(actor, offeringId, 'see');
    const shown = await this.show(offering, await this.getOrThrow(offeringId, id));
    if (standing === 'student' && shown.student.user.id !== actor.userId) throw new CodedError(NOT_FOUND);
    return forReader(shown, actor, standing);
  }

  /**
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, validation_failed, offering_full, offering_archived
   */
  @Transactional()
  async change(
    actor: Actor,
    offeringId: string,
    id: string,
    wanted: ChangeEnrolmentDto,
    version?: number,
  ): Promise<EnrolmentDto> {
    const { offering } = await this.access.lock(actor, offeringId, 'change');
    const enrolment = await this.getOrThrow(offeringId, id);
    assertVersion(version, enrolment.version);
    const { status = enrolment.status, startDate = enrolment.startDate, externalId = enrolment.externalId } = wanted;
    const endDate =
      status === 'active' ? null : (wanted.endDate ?? enrolment.endDate ?? (await this.today(offering, startDate)));
    if (endDate !== null && endDate < startDate)
      throw invalid([
        { field: 'endDate', pointer: '/endDate', message: 'must not be before startDate', code: 'is_after' },
      ]);
    if (changedFields(enrolment, { status, startDate, endDate, externalId }) === null)
      return this.show(offering, enrolment);
    const comesBack = status !== enrolment.status && (status === 'active' || !takesPlace(enrolment.status));
    if (comesBack) await this.assertTakes(offering, enrolment.studentId);
    await this.repository.change(enrolment, { status, startDate, endDate, externalId });
    return this.tell(actor, offering, await this.getOrThrow(offeringId, id));
  }

  /**
   * Withdraws from one offering and enrols in another, in one step: the place here is kept when there is none there.
   * @throws CodedError not_found, forbidden, validation_failed, already_enrolled, offering_full, offering_archived
   */
  @Transactional()
  async transfer(
    actor: Actor,
    offeringId: string,
    id: string,
    { offeringId: otherId }: TransferEnrolmentDto,
  ): Promise<EnrolmentDto> {
    // In one order, against deadlocks.
    for (const each of [offeringId, otherId].sort()) await this.access.lock(actor, each, 'change');
    const { offering } = await this.access.lock(actor, offeringId, 'change');
    const { offering: other } = await this.access.lock(actor, otherId, 'change');
    if (other.organizationId !== offering.organizationId)
      throw invalid([unknownReference('offeringId', 'other offering')]);
    const enrolment = await this.getOrThrow(offeringId, id);
    if (otherId === offeringId) throw new CodedError(ALREADY_ENROLLED);
    if (takesPlace(enrolment.status)) {
      const endDate = await this.today(offering, enrolment.startDate);
      await this.repository.change(enrolment, { ...enrolment, status: 'withdrawn', endDate });
      await this.tell(actor, offering, { ...enrolment, status: 'withdrawn' });
    }
    return this.enrol(actor, other, enrolment.studentId);
  }

  private async enrol(
    actor: Actor,
    offering: CourseOffering,
    studentId: string,
    { startDate, externalId = null }: Omit<NewEnrolmentDto, 'studentId'> = {},
  ): Promise<EnrolmentDto> {
    const { id } = offering;
    await this.assertTakes(offering, studentId);
    const before = await this.repository.findStudent(id, studentId);
    if (before && takesPlace(before.status)) throw new CodedError(ALREADY_ENROLLED);
    await this.repository.enrol(id, studentId, {
      startDate: startDate ?? (await this.today(offering, offering.startDate)),
      externalId,
    });
    const enrolment = await this.repository.findStudent(id, studentId);
    if (!enrolment) throw new Error('An enrolment was not stored.');
    return this.tell(actor, offering, enrolment);
  }

  /** @throws CodedError offering_archived, validation_failed for a student who is archived */
  private async assertTakes({ organizationId, isActive }: CourseOffering, studentId: string): Promise<void> {
    if (!isActive) throw new CodedError(OFFERING_ARCHIVED);
    if (!(await this.profiles.findInUse(CourseStudent, organizationId, studentId)))
      throw invalid([unknownReference('studentId', 'student')]);
  }

  /** At the institution, but not before a day. */
  private async today({ organizationId }: CourseOffering, notBefore: string): Promise<string> {
    const today = await this.days.today(organizationId);
    return today > notBefore ? today : notBefore;
  }

  private async getOrThrow(offeringId: string, id: string): Promise<CourseEnrolment> {
    const enrolment = await this.repository.find(offeringId, id);
    if (!enrolment) throw new CodedError(NOT_FOUND);
    return enrolment;
  }

  private async tell(
    { userId: actorId }: Actor,
    offering: CourseOffering,
    enrolment: CourseEnrolment,
  ): Promise<EnrolmentDto> {
    const shown = await this.show(offering, enrolment);
    await this.plans.ofOffering(offering);
    await this.outbox.append(COURSE_ENROLMENT_CHANGED, {
      ...{ organizationId: offering.organizationId, offeringId: offering.id, enrolmentId: enrolment.id },
      ...{ userId: shown.student.user.id, status: enrolment.status, actorId },
    });
    return shown;
  }

  private async show(offering: CourseOffering, enrolment: CourseEnrolment): Promise<EnrolmentDto> {
    const [shown] = await this.present(offering, [enrolment]);
    if (!shown) throw new CodedError(NOT_FOUND);
    return shown;
  }

  private async present(offering: CourseOffering, enrolments: readonly CourseEnrolment[]): Promise<EnrolmentDto[]> {
    const students = await this.profiles.findByIds(
      CourseStudent,
      enrolments.map(({ studentId }) => studentId),
    );
    const personOf = await this.people.of([...students.values()]);
    return enrolments.flatMap(({ id, offeringId, studentId, status, startDate, endDate, ...rest }) => {
      const student = students.get(studentId);
      if (!student) return [];
      const { externalId, version, createdAt, updatedAt } = rest;
      return [
        {
          ...{ id, offeringId, status, startDate, endDate, externalId, version, createdAt, updatedAt },
          student: { id: studentId, studentNumber: student.studentNumber, user: personOf(student) },
          isLate: startDate > offering.startDate,
        },
      ];
    });
  }
}

/** E-mail addresses are for those who teach or manage the offering now, and for oneself. */
function forReader(enrolment: EnrolmentDto, { userId }: Actor, standing: OfferingStanding): EnrolmentDto {
  const { student } = enrolment;
  if (canInOffering(standing, 'see addresses') || student.user.id === userId) return enrolment;
  return { ...enrolment, student: { ...student, user: { ...student.user, email: null } } };
}
