import { defineEvent } from '../../../kernel/message.js';

/** Without whoever wrote it: what students think is not told of them. `weekNumber` is null for the whole offering. */
export const REFLECTION_SUBMITTED = defineEvent<{
  readonly organizationId: string;
  readonly offeringId: string;
  readonly weekNumber: number | null;
}>('reflection.submitted', 'offeringId');
export const REFLECTION_SETTINGS_CHANGED = defineEvent<{
  readonly organizationId: string;
  readonly actorId: string;
}>('reflection.settings_changed', 'organizationId');
