import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import { unknownReference } from '../course-access.js';
import { OFFERING_ARCHIVED } from '../courses.errors.js';
import { COURSE_OFFERING_CHANGED } from '../courses.events.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import { CourseFacilitator } from '../people/facilitator.entity.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import { CourseDays } from '../settings/course-days.js';
import type { AssignmentDto, AssignmentQueryDto, NewAssignmentDto } from './assignment.dto.js';
import type { CourseAssignment } from './assignment.entity.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { OfferingAccess } from './offering-access.js';
import type { CourseOffering } from './offering.entity.js';
import { OfferingPresenter } from './offering.presenter.js';

/** Who teaches an offering, and when. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly repository: AssignmentsRepository,
    private readonly access: OfferingAccess,
    private readonly profiles: ProfilesRepository,
    private readonly presenter: OfferingPresenter,
    private readonly plans: ExpectationPlans,
    private readonly days: CourseDays,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async list(actor: Actor, offeringId: string, query: AssignmentQueryDto): Promise<Page<AssignmentDto>> {
    await this.access.enter(actor, offeringId, 'see people');
    const { data, meta } = await this.repository.list(offeringId, query);
    return { data: await this.presenter.presentAssignments(data), meta };
  }

  /** @throws CodedError not_found, forbidden */
  async findOne(actor: Actor, offeringId: string, id: string): Promise<AssignmentDto> {
    await this.access.enter(actor, offeringId, 'see people');
    return this.show(await this.repository.find(offeringId, id));
  }

  /**
   * Assigns from a day on: whoever taught it until then ends the day before, unless it is a substitute.
   * @throws CodedError not_found, forbidden, validation_failed, assignment_overlaps, offering_archived
   */
  @Transactional()
  async add(actor: Actor, offeringId: string, wanted: NewAssignmentDto): Promise<AssignmentDto> {
    const { facilitatorId, isSubstitute = false, startDate, endDate = null } = wanted;
    const { offering } = await this.access.lock(actor, offeringId, 'change');
    await this.assertTakes(offering, facilitatorId);
    if (endDate !== null && endDate < startDate)
      throw invalid([
        { field: 'endDate', pointer: '/endDate', message: 'must not be before startDate', code: 'is_after' },
      ]);
    if (!isSubstitute) await this.repository.endBefore(offeringId, startDate);
    const assignment = await this.repository.insert({ offeringId, facilitatorId, isSubstitute, startDate, endDate });
    await this.tell(actor, offering);
    return this.show(assignment);
  }

  /** @throws CodedError not_found, forbidden */
  @Transactional()
  async remove(actor: Actor, offeringId: string, id: string): Promise<void> {
    const { offering } = await this.access.lock(actor, offeringId, 'change');
    const assignment = await this.repository.find(offeringId, id);
    if (!assignment) throw new CodedError(NOT_FOUND);
    await this.repository.delete(assignment);
    await this.tell(actor, offering);
  }

  /** Makes somebody teach a new offering from its first day on. @throws CodedError validation_failed */
  async assignFromStart(offering: CourseOffering, facilitatorId: string): Promise<void> {
    await this.assertTakes(offering, facilitatorId);
    await this.repository.insert({
      offeringId: offering.id,
      facilitatorId,
      isSubstitute: false,
      startDate: null,
      endDate: null,
    });
  }

  /**
   * Makes somebody, or nobody, teach an offering from today on, or from its first day; under the row lock of the offering.
   * @returns whether that is news
   * @throws CodedError validation_failed, offering_archived
   */
  async assignToday(offering: CourseOffering, facilitatorId: string | null): Promise<boolean> {
    const { id: offeringId, startDate } = offering;
    const today = await this.days.today(offering.organizationId);
    const hasBegun = today > startDate;
    const day = hasBegun ? today : startDate;
    if ((await this.repository.assignedOn(offeringId, day)) === facilitatorId) return false;
    if (facilitatorId !== null) await this.assertTakes(offering, facilitatorId);
    const from = hasBegun ? today : null;
    await this.repository.endBefore(offeringId, from);
    if (facilitatorId !== null)
      await this.repository.insert({ offeringId, facilitatorId, isSubstitute: false, startDate: from, endDate: null });
    return true;
  }

  /** @throws CodedError offering_archived, validation_failed for a facilitator who is archived */
  private async assertTakes({ organizationId, isActive }: CourseOffering, id: string): Promise<void> {
    if (!isActive) throw new CodedError(OFFERING_ARCHIVED);
    if (!(await this.profiles.findInUse(CourseFacilitator, organizationId, id)))
      throw invalid([unknownReference('facilitatorId', 'facilitator')]);
  }

  private async tell({ userId: actorId }: Actor, offering: CourseOffering): Promise<void> {
    const { id: offeringId, organizationId } = offering;
    await this.plans.ofOffering(offering);
    await this.outbox.append(COURSE_OFFERING_CHANGED, { offeringId, organizationId, actorId });
  }

  private async show(assignment: CourseAssignment | null): Promise<AssignmentDto> {
    const [shown] = assignment ? await this.presenter.presentAssignments([assignment]) : [];
    if (!shown) throw new CodedError(NOT_FOUND);
    return shown;
  }
}
