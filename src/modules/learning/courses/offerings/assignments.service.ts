import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import { unknownReference } from '../course-access.js';
import { COURSE_OFFERING_CHANGED } from '../courses.events.js';
import { CourseFacilitator } from '../people/facilitator.entity.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
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
    private readonly clock: DatabaseClock,
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
   * @throws CodedError not_found, forbidden, validation_failed, assignment_overlaps
   */
  @Transactional()
  async add(actor: Actor, offeringId: string, wanted: NewAssignmentDto): Promise<AssignmentDto> {
    const { facilitatorId, isSubstitute = false, startDate, endDate = null } = wanted;
    const { offering } = await this.access.lock(actor, offeringId, 'change');
    await this.assertFacilitator(offering.organizationId, facilitatorId);
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
  async assignFromStart({ id: offeringId, organizationId }: CourseOffering, facilitatorId: string): Promise<void> {
    await this.assertFacilitator(organizationId, facilitatorId);
    await this.repository.insert({ offeringId, facilitatorId, isSubstitute: false, startDate: null, endDate: null });
  }

  /**
   * Makes somebody, or nobody, teach an offering from today on, or from its first day; under the row lock of the offering.
   * @returns whether that is news
   * @throws CodedError validation_failed
   */
  async assignToday(offering: CourseOffering, facilitatorId: string | null): Promise<boolean> {
    const { id: offeringId, organizationId, startDate } = offering;
    const today = (await this.clock.now()).toISOString().slice(0, 10);
    const hasBegun = today > startDate;
    const day = hasBegun ? today : startDate;
    if ((await this.repository.assignedOn(offeringId, day)) === facilitatorId) return false;
    if (facilitatorId !== null) await this.assertFacilitator(organizationId, facilitatorId);
    const from = hasBegun ? today : null;
    await this.repository.endBefore(offeringId, from);
    if (facilitatorId !== null)
      await this.repository.insert({ offeringId, facilitatorId, isSubstitute: false, startDate: from, endDate: null });
    return true;
  }

  private async assertFacilitator(organizationId: string, id: string): Promise<void> {
    if (!(await this.profiles.findInUse(CourseFacilitator, organizationId, id)))
      throw invalid([unknownReference('facilitatorId', 'facilitator')]);
  }

  private async tell({ userId: actorId }: Actor, { id: offeringId, organizationId }: CourseOffering): Promise<void> {
    await this.outbox.append(COURSE_OFFERING_CHANGED, { offeringId, organizationId, actorId });
  }

  private async show(assignment: CourseAssignment | null): Promise<AssignmentDto> {
    const [shown] = assignment ? await this.presenter.presentAssignments([assignment]) : [];
    if (!shown) throw new CodedError(NOT_FOUND);
    return shown;
  }
}
