import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { EXAMPLE_ID } from '../../../../infra/http/examples.js';
import { DELIVERED_EVENTS, TEST_EVENT } from '../catalogue/webhook-catalogue.js';
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
  @Headers({ 'content-type': 'application/json', 'webhook-id': '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a10' })
  headers: Record<string, string>;
}

@ApiSchema({ name: 'WebhookResponse' })
export class WebhookResponseDto {
  /** @example 200 */
  status: number;
  @Headers({ 'content-type': 'text/plain' })
  headers: Record<string, string>;
  /**
   * The first 8 kB, as text.
   * @example 'thanks'
   */
  body: string;
  /**
   * Whether `body` is truncated.
   * @example false
   */
  isCut: boolean;
}

@ApiSchema({ name: 'WebhookAttemptError' })
export class WebhookAttemptErrorDto {
  @EnumField(ATTEMPT_ERRORS, { name: 'WebhookAttemptErrorCode' })
  code: AttemptErrorCode;
  /** @example 'The receiver answered 500.' */
  message: string;
}

@ApiSchema({ name: 'WebhookAttempt' })
export class WebhookAttemptDto {
  /**
   * From 1.
   * @example 1
   */
  number: number;
  /** @example 2027-01-04T08:00:01.000Z */
  startedAt: Date;
  /**
   * Milliseconds from the DNS look-up to the end of the response.
   * @example 180
   */
  durationMs: number;
  request: WebhookRequestDto;
  /** Null without a response. */
  @ApiProperty({ type: WebhookResponseDto, nullable: true })
  response: WebhookResponseDto | null;
  /** Null when the receiver accepted the message. */
  @ApiProperty({ type: WebhookAttemptErrorDto, nullable: true, example: null })
  error: WebhookAttemptErrorDto | null;
}

@ApiSchema({ name: 'WebhookDelivery' })
export class WebhookDeliveryDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  webhookId: string;
  /**
   * The `webhook-id`, the same for every attempt; receivers deduplicate by it.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a10
   */
  messageId: string;
  @EnumField(DELIVERED_EVENTS, { name: 'DeliveredWebhookEvent', example: TEST_EVENT })
  event: string;
  /** Sequence number among the events of its booking; null for events of anything else. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  sequence: number | null;
  @EnumField(DELIVERY_STATUSES, {
    name: 'WebhookDeliveryStatus',
    example: 'delivered',
    description:
      '`pending`: waits for its next attempt. `sending`: under way. `delivered`: answered with 2xx. `failed`: given up. ' +
      '`dropped`: the webhook was switched off.',
  })
  status: DeliveryStatus;
  /**
   * Number of attempts, including one under way.
   * @example 1
   */
  attemptCount: number;
  /** Error of the last attempt; null when it succeeded, or none was made yet. */
  lastError: string | null;
  nextAttemptAt: Date | null;
  /** @example 2027-01-04T08:00:01.180Z */
  finishedAt: Date | null;
  createdAt: Date;
}

@ApiSchema({ name: 'WebhookDeliveryDetails' })
export class WebhookDeliveryDetailsDto extends WebhookDeliveryDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The body of the request.',
    example: { type: TEST_EVENT, timestamp: '2027-01-04T08:00:00.000Z', data: { version: 1, webhookId: EXAMPLE_ID } },
  })
  payload: Record<string, unknown>;
  @ApiProperty({ type: WebhookAttemptDto, isArray: true, maxItems: 100, description: 'The last 100, oldest first.' })
  attempts: WebhookAttemptDto[];
}

@ApiSchema({ name: 'WebhookDeliveryPage' })
export class WebhookDeliveryPageDto extends PageOf(WebhookDeliveryDto, 'WebhookDeliveryPage') {}

/** What is shown before the first attempt. */
export const PENDING = {
  status: 'pending',
  attemptCount: 0,
  nextAttemptAt: '2027-01-04T08:00:00.000Z',
  finishedAt: null,
};
