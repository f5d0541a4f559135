import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { EnumField } from '../../../../infra/http/fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import {
  SESSION_LANGUAGES,
  SESSION_STATUSES,
  type SessionLanguage,
  type SessionStatus,
} from '../../../learning/sessions/sessions.api.js';
import type { WebhookSession } from './webhook-session.js';

@ApiSchema({ name: 'WebhookSession', description: 'A room for code in version 1 of the messages.' })
export class WebhookSessionDto implements WebhookSession {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  id: string;
  /** @example 'Recursion, step by step' */
  title: string;
  description: string | null;
  @EnumField(SESSION_LANGUAGES, { name: 'SessionLanguage', example: 'python' })
  language: SessionLanguage;
  @EnumField(SESSION_STATUSES, { name: 'SessionStatus', example: 'active' })
  status: SessionStatus;
  /** @example false */
  isPublic: boolean;
  /** @example false */
  isLocked: boolean;
  /** @example 10 */
  maxCollaborators: number;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  ownerId: string;
  organizationId: string | null;
  @InstantProperty()
  createdAt: string;
  @InstantProperty()
  updatedAt: string;
}
