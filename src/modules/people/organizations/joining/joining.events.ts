import { defineEvent } from '../../../../kernel/message.js';
import type { CourseProfileRole } from '../organizations.api.js';

interface CodeEvent {
  readonly organizationId: string;
  readonly codeId: string;
  readonly role: CourseProfileRole;
  readonly admitsAtOnce: boolean;
  readonly actorId: string;
}

export const JOIN_CODE_CREATED = defineEvent<CodeEvent>('organization.join_code_created');
export const JOIN_CODE_DELETED = defineEvent<CodeEvent>('organization.join_code_deleted');

interface RequestEvent {
  readonly organizationId: string;
  readonly requestId: string;
  readonly role: CourseProfileRole;
  /** Whoever asks, or asked. */
  readonly userId: string;
}

/** Somebody whose address is verified asks to be admitted. */
export const JOIN_REQUESTED = defineEvent<RequestEvent>('organization.join_requested');

export const JOIN_ANSWERS = ['accepted', 'declined'] as const;
export type JoinAnswer = (typeof JOIN_ANSWERS)[number];

/** `actorId`: who decided; whoever asked where the code admits at once. `reason`: of a refusal is in the request. */
export const JOIN_ANSWERED = defineEvent<RequestEvent & { readonly answer: JoinAnswer; readonly actorId: string }>(
  'organization.join_answered',
  'userId',
);
