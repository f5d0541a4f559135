import type { PlatformRole } from '../../../infra/access/actor.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../kernel/common-errors.js';

export type SeriesAction = 'read' | 'change' | 'cancel';

/** Relation of an actor to a series; several may be true, none for a stranger. */
export interface Standing {
  readonly isOrganizer: boolean;
  readonly isAttendee: boolean;
  /** Owner or admin of the series' organization. */
  readonly managesOrganization: boolean;
  readonly platformRole: PlatformRole;
}

const isManager = ({ managesOrganization, platformRole }: Standing) => managesOrganization || platformRole === 'admin';

const RULES: Readonly<Record<SeriesAction, (standing: Standing) => boolean>> = {
  read: (standing) => standing.isOrganizer || standing.isAttendee || isManager(standing),
  change: (standing) => standing.isOrganizer,
  cancel: (standing) => standing.isOrganizer || isManager(standing),
};

/** @throws CodedError not_found for strangers, forbidden for those who may see the series and not do this */
export function assertCan(standing: Standing, action: SeriesAction): void {
  if (!RULES.read(standing)) throw new CodedError(NOT_FOUND);
  if (!RULES[action](standing)) throw new CodedError(FORBIDDEN);
}
