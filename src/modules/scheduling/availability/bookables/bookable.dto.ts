import { ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { BOOKABLE_KINDS, type BookableKind } from './bookable.rules.js';

@ApiSchema({ name: 'Bookable' })
export class BookableDto {
  /**
   * For people the id of the account.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a21
   */
  id: string;
  @EnumField(BOOKABLE_KINDS, { name: 'BookableKind' })
  kind: BookableKind;
  /** @example 'Ada Lovelace' */
  name: string;
  /** @example 'Teaches algebra and geometry.' */
  description: string | null;
  /** The organization that owns it; null for people and for resources of one person. */
  organizationId: string | null;
  /** The person who owns it; null for people and for resources of an organization. */
  ownerId: string | null;
  /**
   * How many bookings may overlap.
   * @example 1
   */
  capacity: number;
  /**
   * IANA time zone of the place or the person.
   * @example Europe/Paris
   */
  timeZone: string | null;
  /** False when it is archived, or the person’s account is closed: it cannot be booked. */
  isActive: boolean;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'BookablePage' })
export class BookablePageDto extends PageOf(BookableDto, 'BookablePage') {}

/** What the examples of changes show: nobody makes or archives a person here. */
export const ROOM = {
  kind: 'room',
  name: 'Room 5',
  description: 'Second floor, with a projector.',
  ownerId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12',
};
