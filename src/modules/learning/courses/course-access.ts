import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { CodedError, type FieldError } from '../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../kernel/common-errors.js';
import { managesCourses, OrganizationsApi, unknownOrganization } from '../../people/organizations/organizations.api.js';

/** Organizations of a person, by what they may do with their courses. */
export interface CourseReach {
  readonly managed: readonly string[];
  readonly others: readonly string[];
}

/** Admission to what belongs to the courses of an organization; for those who do not belong to it there is none (404). */
@Injectable()
export class CourseAccess {
  constructor(private readonly organizations: OrganizationsApi) {}

  /** For what is made in an organization. @throws CodedError validation_failed, forbidden */
  async assertManages({ userId }: Actor, organizationId: string): Promise<void> {
    const standing = await this.organizations.standingOf(organizationId, userId);
    if (!standing) throw unknownOrganization();
    if (!managesCourses(standing)) throw new CodedError(FORBIDDEN);
  }

  /** @throws CodedError not_found for those who do not belong to the organization */
  async managesOrThrow({ userId }: Actor, organizationId: string): Promise<boolean> {
    const standing = await this.organizations.standingOf(organizationId, userId);
    if (!standing) throw new CodedError(NOT_FOUND);
    return managesCourses(standing);
  }

  /** For changes of what is there. @throws CodedError not_found, forbidden */
  async assertMayChange(actor: Actor, organizationId: string): Promise<void> {
    if (!(await this.managesOrThrow(actor, organizationId))) throw new CodedError(FORBIDDEN);
  }

  /** Of all organizations of the actor, or of the one that is asked for, if it is one of theirs. */
  async reachOf({ userId }: Actor, organizationId?: string): Promise<CourseReach> {
    const standings = [...(await this.organizations.standingsOf(userId))].filter(
      ([id]) => organizationId === undefined || id === organizationId,
    );
    const where = (manages: boolean) =>
      standings.filter(([, standing]) => managesCourses(standing) === manages).map(([id]) => id);
    return { managed: where(true), others: where(false) };
  }
}

/** Field error for an id that names nothing of the organization that is in use. */
export function unknownReference(field: string, what: string): FieldError {
  return {
    field,
    pointer: `/${field}`,
    message: `is no ${what} of the organization that is in use`,
    code: `unknown_${what.replaceAll(' ', '_')}`,
  };
}
