import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsNotIn } from 'class-validator';
import { EXAMPLE_ID, Examples } from '../../../../infra/http/examples.js';
import { BatchItemResultDto } from '../../../../infra/http/batch.dto.js';
import { JsonObjectField, TextField } from '../../../../infra/http/fields.js';
import { reservedNames } from '../domain-events.js';

export const BATCH_LIMIT = 100;
const METADATA_BYTES = 8192;

@Examples({
  pageOpened: { summary: 'A page was opened', value: { eventType: 'page.opened', metadata: { path: '/courses' } } },
  anonymous: {
    summary: 'Somebody without an account',
    value: { eventType: 'page.opened', anonymousId: 'device-6f5e7c43' },
  },
})
@ApiSchema({ name: 'RecordEvent' })
export class RecordEventDto {
  @TextField({
    max: 100,
    pattern: {
      expression: /^[A-Za-z0-9][\w.:-]*$/,
      message: 'must begin with a letter or digit and have only letters, digits, _ . : -',
    },
    description: 'What happened. The names of the system’s own events, such as `booking.confirmed`, are reserved.',
    example: 'lesson.viewed',
  })
  @IsNotIn(reservedNames(), { message: 'is reserved for what the system records itself' })
  eventType: string;

  @TextField({
    max: 100,
    optional: true,
    description: 'What your app calls somebody who is not signed in; counts as one person.',
    example: 'device-6f5e7c43',
  })
  anonymousId?: string;

  @JsonObjectField({
    maxBytes: METADATA_BYTES,
    optional: true,
    description: 'Anything about it, at most 8 kB as JSON. Erased with the account of the person.',
    example: { lessonId: 'algebra-2', seconds: 340 },
  })
  metadata?: Record<string, unknown>;
}

@ApiSchema({ name: 'RecordedEvent' })
export class RecordedEventDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
}

@Examples({
  two: {
    summary: 'What an app gathered',
    value: { events: [{ eventType: 'page.opened' }, { eventType: 'video.played', metadata: { seconds: 42 } }] },
  },
})
@ApiSchema({ name: 'RecordEvents' })
export class RecordEventsDto {
  @ApiProperty({ type: [RecordEventDto], minItems: 1, maxItems: BATCH_LIMIT })
  events: RecordEventDto[];
}

@ApiSchema({ name: 'RecordedEvents' })
export class RecordedEventsDto {
  /** One result per event, in the order of the request. */
  @ApiProperty({ type: BatchItemResultDto, isArray: true, example: [{ index: 0, status: 202, id: EXAMPLE_ID }] })
  results: BatchItemResultDto[];
}
