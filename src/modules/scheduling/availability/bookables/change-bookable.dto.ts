import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  LineField,
  TextField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';
import { LARGEST_CAPACITY, RESOURCE_KINDS, type ResourceKind } from './bookable.rules.js';

const CAPACITY = { min: 1, max: LARGEST_CAPACITY, optional: true, example: 1 } as const;

@Examples({
  room: { summary: 'A room of your own', value: { kind: 'room', name: 'Room 5', capacity: 1 } },
  devices: { summary: 'Several of a kind', value: { kind: 'device', name: 'Laptops', capacity: 20 } },
})
@ApiSchema({ name: 'NewBookable' })
export class NewBookableDto {
  @EnumField(RESOURCE_KINDS, { name: 'ResourceKind' })
  kind: ResourceKind;

  @LineField({ max: 100, example: 'Room 5' })
  name: string;

  @TextField({ max: 2000, min: 0, optional: true, nullable: true, example: 'Second floor, with a projector.' })
  description?: string | null;

  @IntegerField({ ...CAPACITY, description: 'How many bookings it takes at once; 1 when it is left out.' })
  capacity?: number;

  @TimeZoneField({ optional: true, nullable: true, description: 'Where it is.' })
  timeZone?: string | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'An organization of which you are owner or admin. Without it the resource is yours alone.',
  })
  organizationId?: string | null;
}

@Examples({
  rename: { summary: 'Another name', value: { name: 'Room 6', description: 'Second floor' } },
})
@ApiSchema({ name: 'ChangeBookable' })
export class ChangeBookableDto {
  @LineField({ max: 100, optional: true, example: 'Room 6' })
  name?: string;

  @TextField({ max: 2000, min: 0, optional: true, nullable: true })
  description?: string | null;

  @IntegerField({ ...CAPACITY, description: 'Refused while bookings need more.' })
  capacity?: number;

  @TimeZoneField({ optional: true, nullable: true })
  timeZone?: string | null;

  @BooleanField({ optional: true, description: '`false` archives it, `true` takes it back into use.' })
  isActive?: boolean;
}
