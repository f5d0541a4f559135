import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError, type FieldError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { isId } from '../../../../kernel/ids.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { changedFields } from '../changed-fields.js';
import { AttendanceRepository } from '../attendance/attendance.repository.js';
import { CourseAccess, unknownReference } from '../course-access.js';
import { LOGS_OUTSIDE_OFFERING } from '../courses.errors.js';
import { COURSE_OFFERING_CHANGED, COURSE_OFFERING_CREATED } from '../courses.events.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import { weeksCutOff } from '../logs/log.rules.js';
import { LogsRepository } from '../logs/logs.repository.js';
import { CLASSES, COHORTS, MODES, MODULES } from '../structure/structure-kinds.js';
import { StructureRepository } from '../structure/structure.repository.js';
import { AssignmentsService } from './assignments.service.js';
import type { ChangeOfferingDto, NewOfferingDto } from './change-offering.dto.js';
import { OfferingAccess } from './offering-access.js';
import type { OfferingDto } from './offering.dto.js';
import type { CourseOffering } from './offering.entity.js';
import { OfferingPresenter } from './offering.presenter.js';
import type { OfferingQueryDto } from './offering-query.dto.js';
import { OfferingsRepository } from './offerings.repository.js';

/** What an offering is of: a part of the structure for each of these members. */
const PARTS = { moduleId: MODULES, classId: CLASSES, cohortId: COHORTS, modeId: MODES } as const;
type PartName = keyof typeof PARTS;

/** Use cases of course offerings. */
@Injectable()
export class OfferingsService {
  constructor(
    private readonly repository: OfferingsRepository,
    private readonly structure: StructureRepository,
    private readonly assignments: AssignmentsService,
    private readonly logs: LogsRepository,
    private readonly attendance: AttendanceRepository,
    private readonly courses: CourseAccess,
    private readonly access: OfferingAccess,
    private readonly presenter: OfferingPresenter,
    private readonly plans: ExpectationPlans,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden, offering_exists */
  @Transactional()
  async create(actor: Actor, { facilitatorId = null, ...wanted }: NewOfferingDto): Promise<OfferingDto> {
    const {
      organizationId,
      moduleId,
      classId,
      cohortId,
      modeId,
      startDate,
      endDate,
      maxStudents = null,
      externalId = null,
    } = wanted;
    await this.courses.assertManages(actor, organizationId);
    const parts = { moduleId, classId, cohortId, modeId };
    assertDates(wanted);
    await this.assertInUse(organizationId, parts);
    const settled = await this.settledBy(organizationId, parts);
    const offering = await this.repository.insert({
      ...{ organizationId, ...parts, ...settled, startDate, endDate, maxStudents, externalId },
    });
    if (facilitatorId !== null) await this.assignments.assignFromStart(offering, facilitatorId);
    await this.outbox.append(COURSE_OFFERING_CREATED, {
      offeringId: offering.id,
      organizationId,
      actorId: actor.userId,
    });
    return this.show(offering);
  }

  /** Of what the actor manages all, else what they teach and what they are enrolled in. */
  async list(actor: Actor, query: OfferingQueryDto): Promise<Page<OfferingDto>> {
    const reach = await this.courses.reachOf(actor, query.organizationId);
    const organizationIds = [...reach.managed, ...reach.others];
    const idsOf = async (table: 'intake' | 'mode', asked: string | undefined) => {
      if (asked === undefined) return undefined;
      return isId(asked) ? [asked] : this.repository.idsNamed(table, organizationIds, asked);
    };
    const intakeIds = await idsOf('intake', query.intake);
    const modeIds = await idsOf('mode', query.mode);
    const { data, meta } = await this.repository.list(actor.userId, reach, query, {
      ...(intakeIds && { intakeIds }),
      ...(modeIds && { modeIds }),
    });
    return { data: await this.presenter.present(data), meta };
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<OfferingDto> {
    return this.show((await this.access.enter(actor, id, 'see')).offering);
  }

  /**
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, validation_failed, offering_exists, offering_full,
   *   logs_outside_offering
   */
  @Transactional()
  async change(actor: Actor, id: string, wanted: ChangeOfferingDto, version?: number): Promise<OfferingDto> {
    const { offering } = await this.access.lock(actor, id, 'change');
    assertVersion(version, offering.version);
    const { facilitatorId, ...settings } = wanted;
    const given = changedFields(offering, settings) ?? {};
    const after = { ...offering, ...given };
    assertDates(after);
    await this.assertKeepsLogs(offering, after);
    await this.assertInUse(offering.organizationId, given);
    const isReassigned = facilitatorId !== undefined && (await this.assignments.assignToday(after, facilitatorId));
    if (Object.keys(given).length === 0 && !isReassigned) return this.show(offering);
    await this.repository.change(id, { ...given, ...(await this.settledBy(offering.organizationId, after)) });
    const { organizationId } = offering;
    await this.plans.ofOffering(offering);
    await this.outbox.append(COURSE_OFFERING_CHANGED, { offeringId: id, organizationId, actorId: actor.userId });
    return this.findOne(actor, id);
  }

  /** It stays with what hangs on it. @throws CodedError as `change` does */
  archive(actor: Actor, id: string, version?: number): Promise<OfferingDto> {
    return this.change(actor, id, { isActive: false }, version);
  }

  /** @throws CodedError validation_failed for what is no part of the organization's structure, or archived */
  private async assertInUse(organizationId: string, parts: { readonly [Name in PartName]?: string }): Promise<void> {
    const faults: FieldError[] = [];
    for (const name of Object.keys(PARTS) as PartName[]) {
      const id = parts[name];
      if (id === undefined) continue;
      const { entity, name: called } = PARTS[name];
      if (!(await this.structure.isInUse(entity, organizationId, id))) faults.push(unknownReference(name, called));
    }
    if (faults.length > 0) throw invalid(faults);
  }

  /** Under the row lock of the offering. @throws CodedError logs_outside_offering */
  private async assertKeepsLogs(before: CourseOffering, after: CourseOffering): Promise<void> {
    if (before.startDate === after.startDate && before.endDate === after.endDate) return;
    const written = [...(await this.logs.weeksOf(before.id)), ...(await this.attendance.weeksOf(before.id))];
    const weeks = weeksCutOff(
      [...new Set(written)].sort((one, other) => one - other),
      before,
      after,
    );
    if (weeks.length > 0) throw new CodedError(LOGS_OUTSIDE_OFFERING, { extensions: { weeks } });
  }

  private async settledBy(organizationId: string, parts: Pick<CourseOffering, 'classId' | 'cohortId'>) {
    const { trimester, intakeId } = await this.repository.settledBy(organizationId, parts);
    if (trimester === null || intakeId === null) throw new Error('A class has no trimester, or a cohort no intake.');
    return { trimester, intakeId };
  }

  private async show(offering: CourseOffering): Promise<OfferingDto> {
    const [shown] = await this.presenter.present([offering]);
    if (!shown) throw new CodedError(NOT_FOUND);
    return shown;
  }
}

function assertDates({ startDate, endDate }: Pick<CourseOffering, 'startDate' | 'endDate'>): void {
  if (endDate <= startDate)
    throw invalid([{ field: 'endDate', pointer: '/endDate', message: 'must be after startDate', code: 'is_after' }]);
}
