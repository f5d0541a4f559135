import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { DELIVERED_EVENTS, TEST_EVENT, WEBHOOK_EVENTS } from './webhook-catalogue.js';
import { WEBHOOK_CHANGES } from './webhook-change.dto.js';
import { WebhookBookingDto } from './webhook-booking.dto.js';
import { WebhookSessionDto } from './webhook-session.dto.js';
import { eventTypes, type ShownEventType } from './webhook-event-types.js';

const ofSubject = (subject: string) =>
  WEBHOOK_EVENTS.filter((event) => event.subject === subject).map(({ name }) => name);

const Version = () => ApiProperty({ enum: [1], type: Number, description: 'Of the shape of the data.' });
const Change = () =>
  ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: {},
    description: 'What the event says beside that, by its type: the message of each event has its schema.',
  });
const Timestamp = () =>
  ApiProperty({
    type: String,
    format: 'date-time',
    example: '2027-01-05T14:12:05.123Z',
    description: 'When it happened; the `webhook-timestamp` header says when this attempt was made.',
  });

@ApiSchema({ name: 'BookingWebhookData' })
export class BookingWebhookDataDto {
  @Version()
  version: number;
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description:
      'Grows by one with every event of this booking; what has a higher number never shows an older booking.',
  })
  sequence: number;
  @ApiProperty({
    allOf: [{ $ref: getSchemaPath(WebhookBookingDto) }],
    description:
      'As it was when the message was made. The webhook of an organization sees it as the owner and the admins of the ' +
      'organization do: without the addresses and answers of attendees.',
  })
  booking: WebhookBookingDto;
  @Change()
  change: Record<string, unknown>;
}

@ApiSchema({ name: 'BookingWebhookMessage', description: 'What is sent about bookings.' })
export class BookingWebhookMessageDto {
  @EnumField(ofSubject('booking'), { name: 'BookingWebhookEvent' })
  type: string;
  @Timestamp()
  timestamp: string;
  data: BookingWebhookDataDto;
}

@ApiSchema({ name: 'MembershipWebhookData' })
export class MembershipWebhookDataDto {
  @Version()
  version: number;
  organizationId: string;
  /** The member. */
  userId: string;
  @Change()
  change: Record<string, unknown>;
}

@ApiSchema({ name: 'MembershipWebhookMessage', description: 'What is sent about the members of an organization.' })
export class MembershipWebhookMessageDto {
  @EnumField(ofSubject('membership'), { name: 'MembershipWebhookEvent' })
  type: string;
  @Timestamp()
  timestamp: string;
  data: MembershipWebhookDataDto;
}

@ApiSchema({ name: 'SessionWebhookData' })
export class SessionWebhookDataDto {
  @Version()
  version: number;
  @ApiProperty({
    allOf: [{ $ref: getSchemaPath(WebhookSessionDto) }],
    description: 'As it was when the message was made; what is written and said in it is read over the API.',
  })
  session: WebhookSessionDto;
  @Change()
  change: Record<string, unknown>;
}

@ApiSchema({ name: 'CourseWebhookData' })
export class CourseWebhookDataDto {
  @Version()
  version: number;
  organizationId: string;
  /** The course offering. */
  offeringId: string;
  @Change()
  change: Record<string, unknown>;
}

@ApiSchema({ name: 'SessionWebhookMessage', description: 'What is sent about rooms for code.' })
export class SessionWebhookMessageDto {
  @EnumField(ofSubject('session'), { name: 'SessionWebhookEvent' })
  type: string;
  @Timestamp()
  timestamp: string;
  data: SessionWebhookDataDto;
}

@ApiSchema({ name: 'CourseWebhookMessage', description: 'What is sent about the courses of an organization.' })
export class CourseWebhookMessageDto {
  @EnumField(ofSubject('course'), { name: 'CourseWebhookEvent' })
  type: string;
  @Timestamp()
  timestamp: string;
  data: CourseWebhookDataDto;
}

@ApiSchema({ name: 'TestWebhookData' })
export class TestWebhookDataDto {
  @Version()
  version: number;
  webhookId: string;
}

@ApiSchema({ name: 'TestWebhookMessage', description: 'What is sent when the owner of a webhook asks for a test.' })
export class TestWebhookMessageDto {
  @EnumField([TEST_EVENT])
  type: string;
  @Timestamp()
  timestamp: string;
  data: TestWebhookDataDto;
}

@ApiSchema({ name: 'WebhookEventType' })
@ApiExtraModels(BookingWebhookMessageDto, WebhookBookingDto, MembershipWebhookMessageDto)
@ApiExtraModels(SessionWebhookMessageDto, WebhookSessionDto)
@ApiExtraModels(CourseWebhookMessageDto, TestWebhookMessageDto)
@ApiExtraModels(...new Set(WEBHOOK_CHANGES.values()))
export class WebhookEventTypeDto implements ShownEventType {
  @EnumField(DELIVERED_EVENTS, { name: 'DeliveredWebhookEvent' })
  type: string;
  /** Version of its data (`data.version`). */
  version: number;
  /** @example 'A booking was made and its time is taken.' */
  description: string;
  /**
   * The schema of the body in the OpenAPI document.
   * @example #/components/schemas/BookingConfirmedMessage
   */
  bodySchema: string;
  @ApiProperty({
    description: 'A body as it is sent.',
    anyOf: [
      { $ref: getSchemaPath(BookingWebhookMessageDto) },
      { $ref: getSchemaPath(MembershipWebhookMessageDto) },
      { $ref: getSchemaPath(SessionWebhookMessageDto) },
      { $ref: getSchemaPath(CourseWebhookMessageDto) },
      { $ref: getSchemaPath(TestWebhookMessageDto) },
    ],
  })
  bodyExample: object;
}

@ApiSchema({ name: 'WebhookEventTypes' })
export class WebhookEventTypesDto {
  @ApiProperty({ type: WebhookEventTypeDto, isArray: true, example: eventTypes().slice(0, 1) })
  eventTypes: WebhookEventTypeDto[];
}
