import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateIf, ValidateNested } from 'class-validator';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EmailField,
  EnumField,
  IdField,
  InstantField,
  JsonObjectField,
  LanguageField,
  LineField,
  TextField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';
import type { Language } from '../../../../kernel/language.js';
import { SESSION_LANGUAGES, type SessionLanguage } from '../../../learning/sessions/sessions.api.js';
import { ANSWERS_MAX_BYTES, LONGEST_NOTES, METADATA_MAX_BYTES, MOST_GUESTS } from '../booking/booking.rules.js';
import { DurationField, SeatsField } from '../../slots/slots.dto.js';

@ApiSchema({ name: 'BookingGuest' })
export class BookingGuestDto {
  @EmailField({ example: 'grace@example.org' })
  email: string;

  @LineField({ max: 100, optional: true, example: 'Grace Hopper' })
  name?: string;
}

@ApiSchema({ name: 'Booker' })
export class BookerDto {
  @EmailField()
  email: string;

  @LineField({ max: 100, example: 'Ada Lovelace' })
  name: string;
}

/** What the booker wants the hosts to know. */
export function NotesField(): PropertyDecorator {
  return TextField({
    max: LONGEST_NOTES,
    optional: true,
    example: 'I come by wheelchair.',
    description: 'Anything that the hosts should know; they and the booker see it.',
  });
}

/** Books a slot of an event type. */
@Examples({
  byType: {
    summary: 'A slot of an event type, for yourself',
    value: { eventTypeId: EXAMPLE_IDS.officeHour, start: exampleTime('09:00', 8) },
  },
  asGuest: {
    summary: 'A slot for a guest, with answers to questions',
    value: {
      eventTypeId: EXAMPLE_IDS.eventType,
      start: exampleTime('10:00', 8),
      attendee: { email: 'grace@example.org', name: 'Grace Hopper' },
      timeZone: 'Europe/Paris',
      answers: { goal: 'Recursion' },
    },
  },
})
@ApiSchema({ name: 'BookSlot' })
export class BookSlotDto {
  @IdField()
  eventTypeId: string;

  @InstantField({ description: 'A start that `GET /slots` offers.' })
  start: Date;

  @DurationField()
  durationMinutes?: number;

  @TimeZoneField({ optional: true, description: 'Where the booker is; messages give the times in it.' })
  timeZone?: string;

  @LanguageField({
    optional: true,
    description: 'What a booker without an account is written to in; left out, what `Accept-Language` says.',
  })
  language?: Language;

  @ApiProperty({
    type: BookerDto,
    required: false,
    description: 'Who comes. You, when you are signed in and it is left out; everybody else has to say it.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @ValidateNested({ message: 'must be an object' })
  @Type(() => BookerDto)
  attendee?: BookerDto;

  @ApiProperty({ type: BookingGuestDto, isArray: true, required: false, maxItems: MOST_GUESTS })
  @ValidateIf((_object, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(MOST_GUESTS, { message: `must have at most ${MOST_GUESTS} items` })
  @ValidateNested({ each: true, message: 'must be objects' })
  @Type(() => BookingGuestDto)
  guests?: BookingGuestDto[];

  @IdField({ optional: true, description: 'One of the hosts among whom the event type chooses.' })
  hostId?: string;

  @IdField({ optional: true, description: 'A hold of this slot, which the booking takes over.' })
  holdId?: string;

  @SeatsField()
  seats?: number;

  @JsonObjectField({
    optional: true,
    maxBytes: ANSWERS_MAX_BYTES,
    example: { topic: 'Recursion' },
    description: 'To the questions of the event type, by their keys.',
  })
  answers?: Record<string, unknown>;

  @NotesField()
  notes?: string;

  @BooleanField({
    optional: true,
    description:
      'Whether the booking has a room where its people write and run code together; as the event type says when it is left out. ' +
      'Only hosts, and who manages the event type, say `true` where it says no.',
  })
  withSession?: boolean;

  @EnumField(SESSION_LANGUAGES, {
    optional: true,
    name: 'SessionLanguage',
    description: 'What is written in that room; as the event type says, else JavaScript.',
  })
  sessionLanguage?: SessionLanguage;

  @JsonObjectField({ optional: true, maxBytes: METADATA_MAX_BYTES, example: { ticket: 'T-42' } })
  metadata?: Record<string, unknown>;
}
