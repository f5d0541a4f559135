import { defineEvent, defineJob } from '../../../kernel/message.js';
import type { RosterKind } from './roster-kinds.js';

interface RosterEvent {
  readonly organizationId: string;
  readonly importId: string;
  readonly kind: RosterKind;
  readonly actorId: string;
}

export const ROSTER_APPLIED = defineEvent<RosterEvent>('roster.applied');
export const ROSTER_UNDONE = defineEvent<RosterEvent>('roster.undone');

interface RosterJob {
  readonly importId: string;
}

export const CHECK_ROSTER = defineJob<RosterJob>('rosters.check');
export const APPLY_ROSTER = defineJob<RosterJob & { readonly actorId: string }>('rosters.apply');
/** Rows that wait for people who are members by now. */
export const RECEIVE_WAITING = defineJob<{ readonly organizationId: string }>('rosters.receive');
export const RECEIVE_MEMBER = defineJob<{ readonly organizationId: string; readonly userId: string }>(
  'rosters.receive-member',
);
export const UNDO_ROSTER = defineJob<RosterJob & { readonly actorId: string }>('rosters.undo');
