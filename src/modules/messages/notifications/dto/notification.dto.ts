import { ApiProperty, type ApiPropertyOptions, ApiSchema } from '@nestjs/swagger';
import { LanguageField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import type { Language } from '../../../../kernel/language.js';
import { NOTIFICATION_TYPES } from '../notification-type.js';

@ApiSchema({ name: 'Notification' })
export class NotificationDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  @ApiProperty({
    type: 'string',
    description: 'What kind of thing happened; choose an icon by it, and show unknown ones too.',
    example: 'BOOKING_CONFIRMED',
    // Open enum: a release may add values, which generated clients would reject with `enum`.
    'x-extensible-enum': [...NOTIFICATION_TYPES],
  } as ApiPropertyOptions)
  type: string;
  /** @example 'Booking confirmed' */
  title: string;
  /** @example 'Mentoring with Grace Hopper on 1 February at 10:00 is confirmed.' */
  message: string;
  @LanguageField({
    description: 'What title and message are in: the language that the person had chosen then.',
    example: 'en',
  })
  language: Language;
  isRead: boolean;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Ids of what it is about.',
    example: { bookingId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11' },
  })
  metadata: Record<string, unknown>;
  createdAt: Date;
}

@ApiSchema({ name: 'NotificationPage' })
export class NotificationPageDto extends PageOf(NotificationDto, 'NotificationPage') {}

@ApiSchema({ name: 'UnreadCount' })
export class UnreadCountDto {
  /** @example 3 */
  unread: number;
}

@ApiSchema({ name: 'MarkedRead' })
export class MarkedReadDto {
  /**
   * How many were unread until now.
   * @example 3
   */
  updated: number;
}
