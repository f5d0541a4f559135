import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';

export class DeadLetterQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Only those of this consumer.', example: 'mail.send' })
  consumer?: string;

  @SortField(['failedAt'], '-failedAt')
  override sort?: string;
}

/** The list without its pages. */
export class DeadLetterFileQueryDto extends OmitType(DeadLetterQueryDto, ['limit', 'cursor', 'page']) {}

@ApiSchema({ name: 'DeadLetter' })
export class DeadLetterDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /**
   * The consumer that gave up.
   * @example mail.send
   */
  consumer: string;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  messageId: string;
  /**
   * Type of the message.
   * @example booking.confirmed
   */
  messageName: string;
  /**
   * Error of the last attempt.
   * @example 'The mail server refused the recipient.'
   */
  error: string;
  /** @example 8 */
  attempts: number;
  /** @example 2027-01-05T14:12:05.123Z */
  failedAt: Date;
}

@ApiSchema({ name: 'DeadLetterPage' })
export class DeadLetterPageDto extends PageOf(DeadLetterDto, 'DeadLetterPage') {}

@ApiSchema({ name: 'DeadLetterDetails' })
export class DeadLetterDetailsDto extends DeadLetterDto {
  /** Payload of the message; secrets are replaced by `[redacted]`. */
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { bookingId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11' },
  })
  payload: Record<string, unknown>;
  /**
   * Id of the request that caused the message; null when a scheduled task did.
   * @example checkout-42
   */
  requestId: string | null;
  /** @example 2027-01-04T08:00:00.000Z */
  messageCreatedAt: Date;
}
