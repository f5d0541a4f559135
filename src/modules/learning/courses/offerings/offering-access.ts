import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { CourseAccess } from '../course-access.js';
import { canInOffering, type OfferingAction, type OfferingStanding } from '../courses.policy.js';
import type { CourseOffering } from './offering.entity.js';
import { OfferingsRepository } from './offerings.repository.js';

export interface AdmittedToOffering {
  readonly offering: CourseOffering;
  readonly standing: OfferingStanding;
}

/** Admission to offerings; for whoever neither manages, teaches nor learns it, an offering does not exist (404). */
@Injectable()
export class OfferingAccess {
  constructor(
    private readonly offerings: OfferingsRepository,
    private readonly access: CourseAccess,
  ) {}

  /** For reading. @throws CodedError not_found, forbidden */
  async enter(actor: Actor, id: string, action: OfferingAction): Promise<AdmittedToOffering> {
    return this.admit(actor, await this.offerings.findById(id), action);
  }

  /** For changes, under the row lock of the offering. @throws CodedError not_found, forbidden */
  async lock(actor: Actor, id: string, action: OfferingAction): Promise<AdmittedToOffering> {
    return this.admit(actor, await this.offerings.lock(id), action);
  }

  private async admit(
    actor: Actor,
    offering: CourseOffering | null,
    action: OfferingAction,
  ): Promise<AdmittedToOffering> {
    if (!offering) throw new CodedError(NOT_FOUND);
    const standing = await this.standingOf(actor, offering);
    if (!canInOffering(standing, action)) throw new CodedError(FORBIDDEN);
    return { offering, standing };
  }

  private async standingOf(actor: Actor, { id, organizationId }: CourseOffering): Promise<OfferingStanding> {
    if (await this.access.managesOrThrow(actor, organizationId)) return 'manager';
    const { teachesNow, teaches, learns } = await this.offerings.placeOf(actor.userId, id);
    if (teachesNow) return 'teacher';
    if (teaches) return 'facilitator';
    if (learns) return 'student';
    throw new CodedError(NOT_FOUND);
  }
}
