import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { DELIVERED_EVENTS } from '../catalogue/webhook-catalogue.js';
import {
  ATTEMPT_ERRORS,
  type AttemptErrorCode,
  DELIVERY_STATUSES,
  type DeliveryStatus,
} from '../webhook/webhook.rules.js';

const Headers = (example: object) => ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example });

@ApiSchema({ name: 'WebhookRequest' })
export class WebhookRequestDto {
  /** @example https://receiver.example/lyceum */
  url: string;
  @Headers({ 'content-type': 'application/json', 'webhook-id': '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11' })
  headers: Record<string, string>;
}

@ApiSchema({ name: 'WebhookResponse' })
export class WebhookResponseDto {
  /** @example 204 */
  status: number;
  @Headers({ 'content-length': '0' })
  headers: Record<string, string>;
  /** The first 8 kB, as text. */
  body: string;
  /** Whether there was more of it. */
  isCut: boolean;
}

@ApiSchema({ name: 'WebhookAttemptError' })
export class WebhookAttemptErrorDto {
  @EnumField(ATTEMPT_ERRORS, { name: 'WebhookAttemptErrorCode' })
  code: AttemptErrorCode;
  /** @example The receiver answered 500. */
  message: string;
}

@ApiSchema({ name: 'WebhookAttempt' })
export class WebhookAttemptDto {
  /** From 1. */
  number: number;
  startedAt: Date;
  /** From the look-up of the name to the end of the answer. */
  durationMs: number;
  request: WebhookRequestDto;
  /** Null when there was none. */
  @ApiProperty({ type: WebhookResponseDto, nullable: true })
  response: WebhookResponseDto | null;
  /** Null when the receiver accepted the message. */
  @ApiProperty({ type: WebhookAttemptErrorDto, nullable: true })
  error: WebhookAttemptErrorDto | null;
}

@ApiSchema({ name: 'WebhookDelivery' })
export class WebhookDeliveryDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  webhookId: string;
  /** What the receiver gets as `webhook-id`, the same with every attempt. */
  messageId: string;
  @EnumField(DELIVERED_EVENTS, { name: 'DeliveredWebhookEvent' })
  event: string;
  /** The number of the event among those of its booking; null for events of anything else. */
  sequence: number | null;
  @EnumField(DELIVERY_STATUSES, {
    name: 'WebhookDeliveryStatus',
    description:
      '`pending`: waits for its next attempt. `sending`: under way. `delivered`: answered with 2xx. `failed`: given up. ' +
      '`dropped`: the webhook was switched off.',
  })
  status: DeliveryStatus;
  /** How many attempts were begun. */
  attemptCount: number;
  /** What the last attempt failed with. */
  lastError: string | null;
  nextAttemptAt: Date | null;
  finishedAt: Date | null;
  createdAt: Date;
}

@ApiSchema({ name: 'WebhookDeliveryDetails' })
export class WebhookDeliveryDetailsDto extends WebhookDeliveryDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The body of the request.',
    example: { type: 'webhook.test', timestamp: '2027-01-31T09:00:00.000Z', data: { version: 1 } },
  })
  payload: Record<string, unknown>;
  @ApiProperty({ type: WebhookAttemptDto, isArray: true, maxItems: 100, description: 'The last 100, oldest first.' })
  attempts: WebhookAttemptDto[];
}

@ApiSchema({ name: 'WebhookDeliveryPage' })
export class WebhookDeliveryPageDto extends PageOf(WebhookDeliveryDto, 'WebhookDeliveryPage') {}
